/**
 * Texts: files that hold one, hashes of them, and what goes wrong with them told to people. Imports
 * the SPI.
 */
@NullMarked
package dev.paas.provider.builtin.text;

import org.jspecify.annotations.NullMarked;
