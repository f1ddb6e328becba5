package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.naming.Names;
import java.time.Duration;

/**
 * What a configured provider works with.
 *
 * @param cloud the cloud, connected to with the first call
 * @param labels what the platform's things bear
 * @param names what they are called
 * @param pollInterval how long to wait before something is looked at again
 */
public record Scope(Cloud cloud, Labels labels, Names names, Duration pollInterval) {}
