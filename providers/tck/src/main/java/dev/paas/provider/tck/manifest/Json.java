package dev.paas.provider.tck.manifest;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, and how they become values and the other way round. */
public final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON, or names a key twice
   */
  static JsonNode parse(InputStream json) {
    return MAPPER.readTree(json);
  }

  /** A tree as a value. */
  public static Value value(JsonNode node) {
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
    if (node.isNumber()) {
      return Value.of(node.doubleValue());
    }
    return node.isBoolean() ? Value.of(node.booleanValue()) : Value.nullValue();
  }

  /**
   * A value as a tree, with what is sensitive in clear: for validation only.
   *
   * @param value wholly known
   */
  static JsonNode node(Value value) {
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      ObjectNode object = NODES.objectNode();
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        object.set(entry.getKey(), node(entry.getValue()));
      }
      return object;
    }
    if (bare instanceof ListValue list) {
      ArrayNode array = NODES.arrayNode();
      list.values().forEach(item -> array.add(node(item)));
      return array;
    }
    if (bare instanceof IntegerValue number) {
      return NODES.numberNode(number.value());
    }
    if (bare instanceof DecimalValue number) {
      return NODES.numberNode(number.value());
    }
    if (bare instanceof BooleanValue truth) {
      return NODES.booleanNode(truth.value());
    }
    String text = Value.textOf(bare);
    return text == null ? NODES.nullNode() : NODES.stringNode(text);
  }

  /** The text at {@code key}; {@code null} when there is none. */
  static @Nullable String text(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value == null || !value.isString() ? null : value.stringValue();
  }

  /** Whether {@code key} is there and true. */
  static boolean isTrue(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  /** The texts in the list at {@code key}; others are passed over. */
  static List<String> texts(JsonNode object, String key) {
    List<String> texts = new ArrayList<>();
    JsonNode list = object.get(key);
    if (list != null && list.isArray()) {
      list.forEach(
          item -> {
            if (item.isString()) {
              texts.add(item.stringValue());
            }
          });
    }
    return texts;
  }

  /** The entries of the object at {@code key}, in order; none when there is no object. */
  static Iterable<Map.Entry<String, JsonNode>> entries(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value != null && value.isObject() ? value.properties() : List.of();
  }
}
