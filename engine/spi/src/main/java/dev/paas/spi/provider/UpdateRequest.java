package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;

/**
 * A resource that is to be changed in place.
 *
 * @param address the resource's address
 * @param key the idempotency key of this change, of the same form as that of a creation
 * @param revision the number of the apply that changes it
 * @param prior its attributes before, as last observed
 * @param planned the attributes it shall have
 * @param directory where relative paths start: the folder of {@code platform.yaml}; absolute
 */
public record UpdateRequest(
    String address, String key, long revision, MapValue prior, MapValue planned, Path directory) {}
