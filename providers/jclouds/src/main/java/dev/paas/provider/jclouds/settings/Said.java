package dev.paas.provider.jclouds.settings;

import dev.paas.provider.jclouds.call.Durations;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's settings, and the environment variables that stand in for them. */
record Said(MapValue configuration, Map<String, String> environment) {

  static Said of(ProviderSettings settings) {
    return new Said(settings.configuration(), settings.environment());
  }

  String api() {
    return configuration.getString("api", "openstack-nova");
  }

  /** A setting, or the first of some variables that is set. */
  @Nullable String setting(String key, String... variables) {
    String text = configuration.getString(key);
    if (text != null) {
      return text;
    }
    for (String variable : variables) {
      String fallback = environment.get(variable);
      if (fallback != null && !fallback.isBlank()) {
        return fallback;
      }
    }
    return null;
  }

  String settingOr(String otherwise, String key, String... variables) {
    String text = setting(key, variables);
    return text == null ? otherwise : text;
  }

  String needed(String key, String... variables) throws ProviderException {
    String text = setting(key, variables);
    if (text == null) {
      String variable =
          variables.length == 0 ? "" : ", or the environment variable " + variables[0];
      throw ProviderException.builder("it is not said what " + key + " the cloud is used with")
          .hint("Set " + key + " of the provider" + variable + ".")
          .path(ValuePath.of(key))
          .build();
    }
    return text;
  }

  Duration timeout() {
    return Durations.parse(configuration.getString("timeout", "60s"));
  }

  Duration pollInterval() {
    return Durations.parse(configuration.getString("pollInterval", "2s"));
  }

  /** Refuses settings that mean nothing to the API. */
  void refuse(List<String> keys) throws ProviderException {
    for (String key : keys) {
      if (configuration.has(key)) {
        throw ProviderException.builder("the API " + api() + " knows no " + key)
            .hint("Leave it out.")
            .path(ValuePath.of(key))
            .build();
      }
    }
  }

  /** An address of HTTP, without a slash at its end. */
  static String endpoint(String text, String example) throws ProviderException {
    try {
      URI address = URI.create(text);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (IllegalArgumentException e) {
      throw badEndpoint(example);
    }
    throw badEndpoint(example);
  }

  private static ProviderException badEndpoint(String example) {
    return ProviderException.builder("the endpoint is not an address of HTTP")
        .hint(example)
        .path(ValuePath.of("endpoint"))
        .build();
  }
}
