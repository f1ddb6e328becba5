package dev.paas.spi.state;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a store is opened with.
 *
 * @param configuration the {@code state:} section, valid against the manifest's schema; wholly
 *     known
 * @param platform whose state it is; two of them never see each other's keys
 * @param directory the folder of {@code platform.yaml}; absolute
 * @param environment the environment variables of the caller
 */
public record StateSettings(
    MapValue configuration,
    PlatformIdentity platform,
    Path directory,
    Map<String, String> environment) {}
