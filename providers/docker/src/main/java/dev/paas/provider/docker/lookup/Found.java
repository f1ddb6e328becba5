package dev.paas.provider.docker.lookup;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;

/** What the look-ups have in common: what is not there, and how labels are told. */
final class Found {
  private Found() {}

  /** The answer when there is no such thing, which the user may allow. */
  static MapValue missing(MapValue configuration, String kind, String... computed)
      throws ProviderException {
    if (!configuration.getBoolean("optional", false)) {
      Value name = configuration.getOrNull("name");
      String shown = name.hasSensitive() ? "of that name" : configuration.getString("name", "");
      throw ProviderException.builder("the engine has no " + kind + " " + shown)
          .hint("Say optional: true when it may be missing; exists tells then.")
          .path(ValuePath.of("name"))
          .build();
    }
    MapValue.Builder answer = configuration.toBuilder().put("exists", false);
    for (String attribute : computed) {
      answer.put(attribute, Value.nullValue());
    }
    return answer.build();
  }

  static Value texts(Map<String, String> map) {
    MapValue.Builder texts = MapValue.builder();
    map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
    return texts.build();
  }
}
