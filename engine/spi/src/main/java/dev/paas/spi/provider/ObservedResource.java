package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;

/**
 * A resource as it really is.
 *
 * @param id the identifier that its own system knows it by, for people and for import; empty when
 *     it has none
 * @param attributes all its attributes, inputs and computed ones, wholly known; write-only ones may
 *     be left out
 */
public record ObservedResource(String id, MapValue attributes) {}
