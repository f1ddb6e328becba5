package dev.paas.provider.jclouds.lookup;

import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Collection;

/** What the look-ups have in common: what is not there. */
final class Found {
  private Found() {}

  /** The answer when there is no such thing, which the user may allow. */
  static MapValue missing(
      MapValue configuration, String kind, Collection<String> names, String... computed)
      throws ProviderException {
    if (!configuration.getBoolean("optional", false)) {
      Value name = configuration.getOrNull("name");
      String wanted = configuration.getString("name", "");
      throw ProviderException.builder(
              "the cloud has no " + kind + " " + (name.hasSensitive() ? "of that name" : wanted))
          .hint(name.hasSensitive() ? null : NearMatches.hint(wanted, names))
          .path(ValuePath.of("name"))
          .build();
    }
    MapValue.Builder answer = configuration.toBuilder().put("exists", false);
    for (String attribute : computed) {
      answer.put(attribute, Value.nullValue());
    }
    return answer.build();
  }
}
