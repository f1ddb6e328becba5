/**
 * Finds plugins, reads their manifests and, when a call needs it, loads their classes.
 *
 * <p>{@link dev.paas.core.plugin.PluginCatalog} knows every installed plugin by its manifest,
 * {@code plugin.json}; {@code providers/README.md} documents it. Each plugin has a class loader of
 * its own which shares only {@code dev.paas.spi} and the JDK with the engine; a plugin folder
 * without jars belongs to a plugin on the engine's own class path, whose classes start faster.
 * Imports {@code diagnostic}, {@code json}, {@code schema} and the SPI.
 */
@NullMarked
package dev.paas.core.plugin;

import org.jspecify.annotations.NullMarked;
