package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;

/**
 * A resource that is to be made.
 *
 * @param address the resource's address
 * @param key the idempotency key: unique to this creation, at most 32 characters of {@code a-z0-9}
 * @param revision the number of the apply that makes it
 * @param planned the attributes it shall have: inputs wholly known, computed ones as far as they
 *     could be planned
 * @param directory where relative paths start: the folder of {@code platform.yaml}; absolute
 */
public record CreateRequest(
    String address, String key, long revision, MapValue planned, Path directory) {}
