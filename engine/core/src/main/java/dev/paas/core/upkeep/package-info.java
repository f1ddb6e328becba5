/**
 * What is done to a state by hand: things are given another address, forgotten, looked through for
 * what is wrong, written to a file and read back, and moved to another backend.
 *
 * <p>Nothing here calls a provider or reads {@code platform.yaml}. Imports {@code address}, {@code
 * diagnostic}, {@code history}, {@code json}, {@code plugin}, {@code schema}, {@code state} and the
 * SPI.
 */
@NullMarked
package dev.paas.core.upkeep;

import org.jspecify.annotations.NullMarked;
