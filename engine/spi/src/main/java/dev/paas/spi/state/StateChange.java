package dev.paas.spi.state;

import org.jspecify.annotations.Nullable;

/**
 * What became of a key.
 *
 * @param key the key
 * @param entry what it is now; {@code null} when it was deleted
 */
public record StateChange(String key, @Nullable StateEntry entry) {}
