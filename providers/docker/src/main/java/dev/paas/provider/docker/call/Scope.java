package dev.paas.provider.docker.call;

import dev.paas.provider.docker.connection.RegistryLogins;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.provider.docker.naming.ObjectNames;

/**
 * What a configured provider works with.
 *
 * @param engine the engine, connected to with the first call
 * @param labels the labels of the platform's objects
 * @param names their names
 * @param logins for registries
 * @param remote whether the engine is certainly not on this machine, told from its address alone
 */
public record Scope(
    EngineClient engine, Labels labels, ObjectNames names, RegistryLogins logins, boolean remote) {}
