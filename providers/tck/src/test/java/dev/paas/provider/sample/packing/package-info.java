/**
 * Packs the sample provider into a plugin folder, as its author would with a build tool; other
 * modules' tests use it too. Imports the sample and the JDK, its tests the kit and the SPI.
 */
@NullMarked
package dev.paas.provider.sample.packing;

import org.jspecify.annotations.NullMarked;
