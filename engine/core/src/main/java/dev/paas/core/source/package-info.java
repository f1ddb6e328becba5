/**
 * The text of {@code platform.yaml} as a tree in which everything knows where it stands.
 *
 * <p>{@link dev.paas.core.source.YamlReader} makes {@link dev.paas.core.source.Node}s from
 * SnakeYAML's events in one pass, with YAML 1.2's core schema for plain scalars ({@code no} is a
 * text), anchors, aliases and merge keys, and with limits on size, depth and aliases. The only
 * package that imports SnakeYAML. Knows nothing of what the keys mean, nor of expressions. Imports
 * {@code dev.paas.core.diagnostic} and {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.source;

import org.jspecify.annotations.NullMarked;
