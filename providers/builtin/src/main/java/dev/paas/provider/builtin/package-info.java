/**
 * The plugin {@code builtin}: values, random values, secrets and configuration files, which live in
 * state only, and the way to files and commands.
 *
 * <p>It is loaded on nearly every start and plans the largest platforms, so it has no dependency,
 * few classes, and opens nothing. Left out: rendering templates, and deciding which secrets are
 * stored, which are the engine's. Imports its own packages {@code file}, {@code command}, {@code
 * http} and {@code text}, and the SPI.
 */
@NullMarked
package dev.paas.provider.builtin;

import org.jspecify.annotations.NullMarked;
