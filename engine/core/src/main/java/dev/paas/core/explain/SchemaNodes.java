package dev.paas.core.explain;

import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How schemas are looked into: references followed, lists and maps gone through. */
final class SchemaNodes {
  private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");

  private SchemaNodes() {}

  /** The schema that a reference leads to; the same when it is none. */
  static JsonNode resolved(JsonNode schema) {
    return CoreSchemas.resolved(schema);
  }

  /** The keys below a value, also those of the elements of a list and of the entries of a map. */
  static Map<String, JsonNode> children(JsonNode schema) {
    Map<String, JsonNode> children = new LinkedHashMap<>();
    collect(resolved(schema), children);
    return children;
  }

  private static void collect(JsonNode schema, Map<String, JsonNode> into) {
    JsonNode properties = schema.get("properties");
    if (properties != null) {
      properties.properties().forEach(each -> into.putIfAbsent(each.getKey(), each.getValue()));
    }
    for (String branch : BRANCHES) {
      JsonNode all = schema.get(branch);
      if (all != null) {
        all.forEach(one -> collect(resolved(one), into));
      }
    }
    for (String inner : List.of("items", "additionalProperties")) {
      JsonNode one = schema.get(inner);
      if (one != null && one.isObject()) {
        collect(resolved(one), into);
      }
    }
  }

  /** Whether a key must be there, where it is one of a map, a list's element or a map's entry. */
  static boolean requires(JsonNode schema, String name) {
    JsonNode current = resolved(schema);
    while (true) {
      JsonNode required = current.get("required");
      if (required != null && texts(required).contains(name)) {
        return true;
      }
      JsonNode inner = inside(current);
      if (inner == null) {
        return false;
      }
      current = inner;
    }
  }

  /** What the elements of a list or the entries of a map are like; {@code null} for nothing. */
  static @Nullable JsonNode inside(JsonNode schema) {
    for (String inner : List.of("items", "additionalProperties")) {
      JsonNode one = schema.get(inner);
      if (one != null && one.isObject()) {
        return resolved(one);
      }
    }
    return null;
  }

  /** The schema of a map's entries, whatever their names; {@code null} when it has known keys. */
  static @Nullable JsonNode anyEntry(JsonNode schema) {
    JsonNode current = resolved(schema);
    JsonNode items = current.get("items");
    if (items != null && items.isObject()) {
      current = resolved(items);
    }
    JsonNode properties = current.get("properties");
    JsonNode entry = current.get("additionalProperties");
    boolean named = properties != null && !properties.isEmpty();
    return named || entry == null || !entry.isObject() ? null : resolved(entry);
  }

  static List<String> texts(@Nullable JsonNode list) {
    List<String> texts = new ArrayList<>();
    if (list != null && list.isArray()) {
      list.forEach(item -> texts.add(item.isString() ? item.stringValue() : item.toString()));
    } else if (list != null) {
      texts.add(list.isString() ? list.stringValue() : list.toString());
    }
    return texts;
  }

  static String text(JsonNode schema, String keyword) {
    JsonNode value = schema.get(keyword);
    return value == null || !value.isString() ? "" : value.stringValue();
  }

  static boolean isTrue(JsonNode schema, String keyword) {
    JsonNode value = schema.get(keyword);
    return value != null && value.isBoolean() && value.booleanValue();
  }
}
