/**
 * A provider as somebody else would write it, explained in {@code providers/README.md}. Imports
 * nothing but the SPI: a test packs it into a plugin folder and loads it from there.
 */
@NullMarked
package dev.paas.provider.sample;

import org.jspecify.annotations.NullMarked;
