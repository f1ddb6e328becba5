package dev.paas.core.format;

import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.KeySpelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The keys that a map may have: their names, their order, and what is below each. */
final class KeyOrder {
  /** Of what nothing is known: it is left in its order. */
  static final KeyOrder NONE = new KeyOrder(List.of(), Map.of(), (name, type) -> none());

  /** Stands for all extensions in an order. */
  static final String EXTENSION = "x-";

  private final Map<String, Integer> ranks = new LinkedHashMap<>();
  private final Map<String, JsonNode> renamed;
  private final Below below;

  /** What is below a key. */
  interface Below {
    /**
     * The keys of the value at a key.
     *
     * @param name the key
     * @param type what the value says of its type; empty when it does not
     */
    KeyOrder of(String name, String type);
  }

  /**
   * @param order the keys in their order; none when there is no order
   * @param renamed keys that may be spelled otherwise, with their schemas
   * @param below what is below each
   */
  KeyOrder(List<String> order, Map<String, JsonNode> renamed, Below below) {
    order.forEach(name -> ranks.putIfAbsent(name, ranks.size()));
    this.renamed = renamed;
    this.below = below;
  }

  private static KeyOrder none() {
    return NONE;
  }

  /** The keys of what a schema describes, through lists and maps with any names. */
  static KeyOrder of(JsonNode schema, boolean renames) {
    JsonNode resolved = CoreSchemas.resolved(schema);
    JsonNode items = resolved.get("items");
    if (items != null && items.isObject()) {
      return of(items, renames);
    }
    JsonNode properties = resolved.get("properties");
    if (properties != null && !properties.isEmpty()) {
      return of(List.of(), List.of(resolved), List.of(), renames);
    }
    JsonNode entry = resolved.get("additionalProperties");
    return entry != null && entry.isObject() ? entries(of(entry, renames)) : NONE;
  }

  /**
   * The keys of what several schemas describe.
   *
   * @param first keys that come before those of the schemas
   * @param last keys that come after
   * @param renames whether other spellings are taken for the same keys
   */
  static KeyOrder of(
      List<String> first, List<JsonNode> schemas, List<String> last, boolean renames) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (JsonNode schema : schemas) {
      JsonNode own = schema.get("properties");
      if (own != null) {
        own.properties().forEach(each -> properties.putIfAbsent(each.getKey(), each.getValue()));
      }
    }
    List<String> order = new ArrayList<>(first);
    properties.keySet().stream().filter(name -> !last.contains(name)).forEach(order::add);
    order.addAll(last);
    return new KeyOrder(
        order,
        renames ? properties : Map.of(),
        (name, type) -> {
          JsonNode property = properties.get(name);
          return property == null ? NONE : of(property, renames);
        });
  }

  /** A map with any names, whose values are alike. */
  static KeyOrder entries(KeyOrder value) {
    return new KeyOrder(List.of(), Map.of(), (name, type) -> value);
  }

  /** The canonical name of a key. */
  String nameOf(String key) {
    if (renamed.isEmpty() || ranks.containsKey(key)) {
      return key;
    }
    for (Map.Entry<String, JsonNode> property : renamed.entrySet()) {
      JsonNode aliases = property.getValue().get("x-paas-alias");
      if (aliases != null) {
        for (JsonNode alias : aliases) {
          if (alias.stringValue().equals(key)) {
            return property.getKey();
          }
        }
      }
    }
    String camel = KeySpelling.camelCase(key);
    return renamed.containsKey(camel) ? camel : key;
  }

  /** Where a key stands; merge keys come first, unknown ones last. */
  int rank(String name) {
    String known = name.startsWith(EXTENSION) && ranks.containsKey(EXTENSION) ? EXTENSION : name;
    return name.equals("<<") ? -1 : ranks.isEmpty() ? 0 : ranks.getOrDefault(known, ranks.size());
  }

  /** What is below a key. */
  KeyOrder below(String name, String type) {
    return below.of(name, type);
  }
}
