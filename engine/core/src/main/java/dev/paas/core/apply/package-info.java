/**
 * Carries out a plan: exactly its steps, each after those it waits for, in parallel.
 *
 * <p>Before a provider is asked to make, change or delete anything, an intent is durable in the
 * state; afterwards the record is. What fails stops only what depends on it. Decides nothing that
 * the plan has decided. Imports {@code address}, {@code diagnostic}, {@code evaluation}, {@code
 * plan}, {@code platform}, {@code provider}, {@code schema}, {@code state} and the SPI.
 */
@NullMarked
package dev.paas.core.apply;

import org.jspecify.annotations.NullMarked;
