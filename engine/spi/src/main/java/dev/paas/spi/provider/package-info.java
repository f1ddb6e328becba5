/**
 * What a provider plugin implements.
 *
 * <p>The engine finds a {@link dev.paas.spi.provider.ProviderPlugin} with {@link
 * java.util.ServiceLoader}, in a class loader of the plugin's own that shares only {@code
 * dev.paas.spi} and the JDK with the engine. Before it ever loads a class of the plugin it reads
 * the plugin's manifest, {@code plugin.json}, which holds the JSON Schemas of the provider's
 * configuration and of its resource types; {@code providers/README.md} documents it.
 *
 * <p>All arguments and results are pure data, so that a plugin may later run in a process of its
 * own. Left out on purpose: diffing, ordering, retrying, locking and state, which are the engine's.
 * Imports {@code dev.paas.spi.value} and the JDK.
 */
@NullMarked
package dev.paas.spi.provider;

import org.jspecify.annotations.NullMarked;
