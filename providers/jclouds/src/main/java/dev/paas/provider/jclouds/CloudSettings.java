package dev.paas.provider.jclouds;

import dev.paas.provider.jclouds.call.Durations;
import dev.paas.provider.jclouds.cloud.nova.Access;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of {@code providers:} says, and where it says nothing, the environment variables
 * that OpenStack's own client reads.
 */
record CloudSettings(Access access, Duration pollInterval) {

  static CloudSettings of(ProviderSettings settings) throws ProviderException {
    MapValue said = settings.configuration();
    Map<String, String> environment = settings.environment();
    Access access =
        new Access(
            endpoint(needed(said, "endpoint", environment, "OS_AUTH_URL")),
            or(setting(said, "domain", environment, "OS_USER_DOMAIN_NAME"), "Default"),
            needed(said, "user", environment, "OS_USERNAME"),
            needed(said, "password", environment, "OS_PASSWORD"),
            needed(said, "project", environment, "OS_PROJECT_NAME"),
            setting(said, "projectDomain", environment, "OS_PROJECT_DOMAIN_NAME"),
            setting(said, "region", environment, "OS_REGION_NAME"),
            Durations.parse(said.getString("timeout", "60s")));
    return new CloudSettings(access, Durations.parse(said.getString("pollInterval", "2s")));
  }

  private static @Nullable String setting(
      MapValue said, String key, Map<String, String> environment, String variable) {
    String text = said.getString(key);
    String fallback = environment.get(variable);
    return text != null ? text : fallback == null || fallback.isBlank() ? null : fallback;
  }

  private static String needed(
      MapValue said, String key, Map<String, String> environment, String variable)
      throws ProviderException {
    String text = setting(said, key, environment, variable);
    if (text == null) {
      throw ProviderException.builder("it is not said what " + key + " the cloud is used with")
          .hint("Set " + key + " of the provider, or the environment variable " + variable + ".")
          .path(ValuePath.of(key))
          .build();
    }
    return text;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static String endpoint(String text) throws ProviderException {
    try {
      URI address = URI.create(text);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return trimmed.endsWith("/v3") ? trimmed : trimmed + "/v3";
      }
    } catch (IllegalArgumentException e) {
      throw badEndpoint();
    }
    throw badEndpoint();
  }

  private static ProviderException badEndpoint() {
    return ProviderException.builder("the endpoint is not an address of HTTP")
        .hint("It is that of Keystone, such as https://keystone.example.com:5000/v3.")
        .path(ValuePath.of("endpoint"))
        .build();
  }
}
