package dev.paas.core.provider;

import dev.paas.core.plugin.PluginManifest;
import dev.paas.spi.provider.Provider;
import java.util.concurrent.Semaphore;

/**
 * An open provider.
 *
 * @param alias its name in the platform
 * @param plugin the plugin
 * @param provider the provider
 * @param permits as many as calls may be under way at once
 * @param rate how often they may begin
 */
public record ProviderHandle(
    String alias, PluginManifest plugin, Provider provider, Semaphore permits, CallRate rate) {}
