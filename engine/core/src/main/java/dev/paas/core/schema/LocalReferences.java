package dev.paas.core.schema;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out the references within a plugin's schema, {@code #/$defs/…}, so that its parts can
 * stand elsewhere. Where a definition refers to itself, anything goes.
 */
public final class LocalReferences {
  private final JsonNode root;
  private final Set<String> open = new HashSet<>();

  private LocalReferences(JsonNode root) {
    this.root = root;
  }

  /** The schema without references within it, and without the definitions that they led to. */
  public static ObjectNode inlined(JsonNode schema) {
    ObjectNode copy = (ObjectNode) new LocalReferences(schema).copy(schema);
    copy.remove("$defs");
    return copy;
  }

  private JsonNode copy(JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(copy(item)));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode reference = node.get("$ref");
    if (reference != null && reference.isString() && reference.stringValue().startsWith("#/")) {
      return target(node, reference.stringValue());
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      copy.set(entry.getKey(), copy(entry.getValue()));
    }
    return copy;
  }

  private JsonNode target(JsonNode referring, String reference) {
    if (!open.add(reference)) {
      return JsonNodeFactory.instance.booleanNode(true);
    }
    JsonNode target = root.at(reference.substring(1));
    JsonNode copy = copy(CoreSchemas.merged(target, reference, referring));
    open.remove(reference);
    return copy;
  }
}
