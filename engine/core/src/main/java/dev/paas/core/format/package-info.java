/**
 * One way to write {@code platform.yaml}: the order of keys, their names, and how far they are
 * indented.
 *
 * <p>{@link dev.paas.core.format.Formatter} moves lines and renames keys, and leaves everything
 * else as it is: comments, anchors, quotes. What it writes means what was there, which it makes
 * sure of before it gives it back. Imports {@code diagnostic}, {@code explain}, {@code plugin},
 * {@code schema}, {@code source} and {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.format;

import org.jspecify.annotations.NullMarked;
