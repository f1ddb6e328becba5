package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a provider is opened with.
 *
 * @param alias the provider's name in {@code platform.yaml}
 * @param configuration its configuration there, valid against the manifest's schema and with that
 *     schema's defaults filled in; wholly known
 * @param platform the platform that the resources belong to
 * @param directory where relative paths in the configuration start: the folder of {@code
 *     platform.yaml}; absolute
 * @param environment the environment variables of the caller
 */
public record ProviderSettings(
    String alias,
    MapValue configuration,
    PlatformIdentity platform,
    Path directory,
    Map<String, String> environment) {}
