/**
 * Texts: files that hold one, hashes of them, JSON, lengths of time, and what must not be shown of
 * them. Imports the SPI and Jackson's streams.
 */
@NullMarked
package dev.paas.provider.builtin.text;

import org.jspecify.annotations.NullMarked;
