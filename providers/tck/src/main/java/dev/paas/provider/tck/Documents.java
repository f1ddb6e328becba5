package dev.paas.provider.tck;

import dev.paas.provider.tck.manifest.Json;
import dev.paas.spi.value.MapValue;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Attributes written as in YAML's flow style: {@code {image: 'x', replicas: 2}}. */
public final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private Documents() {}

  /**
   * The attributes that {@code text} says.
   *
   * @throws tools.jackson.core.JacksonException when it is not such a document
   */
  public static MapValue attributes(String text) {
    return (MapValue) Json.value(MAPPER.readTree(text));
  }
}
