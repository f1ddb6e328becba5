/**
 * Compares the engine with another one: random configurations of resources that do nothing are
 * planned and applied by both, and what they do and in which order must be the same.
 *
 * <p>{@link dev.paas.cli.differential.Configuration} is the same configuration for both, {@link
 * dev.paas.cli.differential.Outcome} what a program makes of it. Left out: anything about providers
 * other than the builtin ones.
 */
@NullMarked
package dev.paas.cli.differential;

import org.jspecify.annotations.NullMarked;
