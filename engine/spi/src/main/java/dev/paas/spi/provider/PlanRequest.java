package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ResourceHandler#plan} is asked.
 *
 * @param address the resource's address, for messages and names
 * @param prior the attributes as they are now; {@code null} when there is nothing yet
 * @param configuration what the user wrote, with references resolved; may hold unknown values
 * @param proposed the engine's proposal: the configuration, the schema's defaults, computed
 *     attributes carried over from {@code prior} or, for something new, unknown
 * @param directory where relative paths start: the folder of {@code platform.yaml}; absolute
 */
public record PlanRequest(
    String address,
    @Nullable MapValue prior,
    MapValue configuration,
    MapValue proposed,
    Path directory) {}
