package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;

/**
 * What {@link ResourceHandler#find} looks for.
 *
 * @param address the address that it was being created for
 * @param key the idempotency key of the interrupted creation
 * @param planned the attributes that it was to have, as far as they were known; write-only ones are
 *     left out
 */
public record FindRequest(String address, String key, MapValue planned) {}
