package dev.paas.provider.jclouds.testkit;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attributes written as in YAML's flow style: {@code {image: 'x', cpus: 2}}. */
public final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private Documents() {}

  /** The attributes that {@code text} says. */
  public static MapValue attributes(String text) {
    return (MapValue) value(MAPPER.readTree(text));
  }

  private static Value value(JsonNode node) {
    if (node.isObject()) {
      MapValue.Builder map = MapValue.builder();
      node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
      return map.build();
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return Value.list(items);
    }
    if (node.isString()) {
      return Value.of(node.stringValue());
    }
    if (node.isIntegralNumber()) {
      return Value.of(node.longValue());
    }
    return node.isBoolean() ? Value.of(node.booleanValue()) : Value.nullValue();
  }
}
