/**
 * {@code platform.yaml} as declarations: what the user wrote, checked as far as that can be done
 * without talking to anybody.
 *
 * <p>{@link dev.paas.core.platform.PlatformLoader} reads the files, merges includes and the
 * environment's overlay, checks everything against the schemas, finds each resource's type and
 * provider, writes out shorthands, and binds every reference to what it names. All errors are
 * collected. Nothing is evaluated here but variables. Imports {@code diagnostic}, {@code source},
 * {@code schema}, {@code plugin}, {@code lock}, {@code expression}, {@code address}, {@code module}
 * and {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.platform;

import org.jspecify.annotations.NullMarked;
