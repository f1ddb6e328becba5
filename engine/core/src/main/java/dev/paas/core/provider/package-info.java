/**
 * Calls to providers: opened once for each configuration, bounded in number and time, retried when
 * that may help, and their failures turned into diagnostics. Plan and apply both go through here.
 * Imports {@code address}, {@code diagnostic}, {@code platform}, {@code plugin}, {@code schema} and
 * the SPI.
 */
@NullMarked
package dev.paas.core.provider;

import org.jspecify.annotations.NullMarked;
