/**
 * What an entry of {@code providers:} says, read for each API, and the cloud that it makes of it.
 * Imports {@code cloud} and what is below it, {@code call} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.settings;

import org.jspecify.annotations.NullMarked;
