package dev.paas.provider.tck;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;

/**
 * A resource that the kit has created.
 *
 * @param address its address
 * @param key the idempotency key it was made with
 * @param configuration what it was made from
 * @param planned what was planned
 * @param result what the provider answered
 * @param stored the attributes as the engine keeps them
 */
record Made(
    String address,
    String key,
    MapValue configuration,
    MapValue planned,
    ObservedResource result,
    MapValue stored) {}
