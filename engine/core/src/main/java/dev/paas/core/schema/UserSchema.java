package dev.paas.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a type's schema that the user's text must agree with: without what the provider
 * computes or the engine fills in, and with the shorthands allowed.
 */
final class UserSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Keywords that matter to people and to the engine, not to validation. */
  private static final Set<String> NOT_VALIDATED =
      Set.of("description", "title", "examples", "default", "deprecated", "writeOnly", "format");

  /** Of what a schema is made. */
  enum Form {
    /** Of what the user writes. */
    WRITTEN,
    /** Of the same, for people and editors: with descriptions. */
    DOCUMENTED,
    /** Of what becomes of it: shorthands written out, references filled in. */
    RESOLVED,
    /** Of what a provider answers: the same, with what it computes. */
    ANSWERED
  }

  private UserSchema() {}

  /**
   * The schema in a form.
   *
   * @param schema as the plugin or section has it
   */
  static ObjectNode of(JsonNode schema, Form form) {
    return (ObjectNode) transform(schema, form);
  }

  private static JsonNode transform(JsonNode node, Form form) {
    if (node.isArray()) {
      ArrayNode copy = NODES.arrayNode();
      node.forEach(item -> copy.add(transform(item, form)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode reference = node.get("$ref");
    if (reference != null && reference.stringValue().startsWith("urn:paas:")) {
      return transform(CoreSchemas.inlined(node), form);
    }
    ObjectNode copy = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String keyword = entry.getKey();
      if (keyword.startsWith("x-paas-")
          || (form != Form.DOCUMENTED && NOT_VALIDATED.contains(keyword))) {
        continue;
      }
      switch (keyword) {
        case "properties" -> copy.set(keyword, properties(entry.getValue(), form));
        case "$defs", "patternProperties", "dependentSchemas" ->
            copy.set(keyword, each(entry.getValue(), form));
        case "enum", "const", "default", "examples" -> copy.set(keyword, entry.getValue());
        default -> copy.set(keyword, transform(entry.getValue(), form));
      }
    }
    if (form == Form.WRITTEN || form == Form.DOCUMENTED) {
      allowShorthand(node, copy);
    }
    return copy;
  }

  private static ObjectNode each(JsonNode schemas, Form form) {
    ObjectNode copy = NODES.objectNode();
    schemas.properties().forEach(e -> copy.set(e.getKey(), transform(e.getValue(), form)));
    return copy;
  }

  private static ObjectNode properties(JsonNode properties, Form form) {
    ObjectNode copy = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode schema = property.getValue();
      boolean evaluated = form == Form.RESOLVED || form == Form.ANSWERED;
      if ((form == Form.ANSWERED || !isTrue(schema.get("readOnly")))
          && (evaluated || !schema.has("x-paas-from"))) {
        copy.set(property.getKey(), transform(schema, form));
      }
    }
    return copy;
  }

  private static void allowShorthand(JsonNode node, ObjectNode copy) {
    JsonNode shorthand = node.get("x-paas-shorthand");
    if (shorthand == null) {
      return;
    }
    ArrayNode types = NODES.arrayNode().add("object");
    String name = shorthand.stringValue();
    if (name.startsWith("port")) {
      types.add("integer");
      copy.put("minimum", 0).put("maximum", 65535);
    }
    if (!name.equals("port")) {
      types.add("string");
      copy.put("minLength", 1);
    }
    copy.set("type", types);
    forObjectsOnly(copy);
  }

  /** What asks for properties has nothing to say of a shorthand, and would be met by each. */
  private static void forObjectsOnly(ObjectNode copy) {
    ObjectNode then = NODES.objectNode();
    for (String keyword : List.of("oneOf", "anyOf", "not")) {
      if (copy.has(keyword)) {
        then.set(keyword, copy.remove(keyword));
      }
    }
    if (!then.isEmpty()) {
      copy.set("if", NODES.objectNode().put("type", "object"));
      copy.set("then", then);
    }
  }

  private static boolean isTrue(@Nullable JsonNode node) {
    return node != null && node.isBoolean() && node.booleanValue();
  }

  /** The texts of a list of texts. */
  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.isString() ? item.stringValue() : item.toString()));
    return texts;
  }
}
