package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A step that is about to be taken.
 *
 * @param address the resource's address
 * @param prior the attributes of what it changes or takes the place of; {@code null} when it is to
 *     be created beside whatever there is
 * @param planned the attributes it shall have; may hold unknown values
 * @param directory where relative paths start: the folder of {@code platform.yaml}; absolute
 */
public record PreflightRequest(
    String address, @Nullable MapValue prior, MapValue planned, Path directory) {}
