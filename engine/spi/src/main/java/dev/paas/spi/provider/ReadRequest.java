package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;

/**
 * A recorded resource that is to be looked at.
 *
 * @param address the resource's address
 * @param attributes its attributes as recorded; write-only ones are left out
 */
public record ReadRequest(String address, MapValue attributes) {}
