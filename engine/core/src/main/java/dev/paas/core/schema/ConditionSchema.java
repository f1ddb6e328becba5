package dev.paas.core.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an entry of a list or map may have a condition: {@code when} beside what it says, or around
 * it as <code>{ value: …, when: … }</code>.
 */
final class ConditionSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String WHEN = "when";
  private static final String VALUE = "value";

  private ConditionSchema() {}

  /** Whether entries of a schema may have one: not those that may be anything. */
  static boolean applies(JsonNode schema) {
    return schema.isObject()
        && !schema.has("$ref")
        && (schema.has("type") || schema.has("enum"))
        && (allowsBeside(schema) || allowsAround(schema));
  }

  /** Whether it may stand beside what the entry says. */
  static boolean allowsBeside(JsonNode schema) {
    return isMap(schema) && isClosed(schema) && !has(schema, WHEN);
  }

  /** Whether it may stand around the entry. */
  static boolean allowsAround(JsonNode schema) {
    return !isMap(schema) || (isClosed(schema) && !has(schema, WHEN) && !has(schema, VALUE));
  }

  private static boolean isMap(JsonNode schema) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return false;
    }
    return type.isArray()
        ? UserSchema.texts(type).contains("object")
        : type.stringValue().equals("object");
  }

  private static boolean isClosed(JsonNode schema) {
    JsonNode additional = schema.get("additionalProperties");
    return additional != null && additional.isBoolean() && !additional.booleanValue();
  }

  private static boolean has(JsonNode schema, String property) {
    JsonNode properties = schema.get("properties");
    return properties != null && properties.has(property);
  }

  static ObjectNode condition() {
    return NODES
        .objectNode()
        .put("type", "boolean")
        .put("description", "Whether this entry is there.");
  }

  /** The schema with the condition as one more property. */
  static ObjectNode beside(JsonNode schema, ObjectNode condition) {
    ObjectNode copy = (ObjectNode) schema.deepCopy();
    if (!copy.has("properties")) {
      copy.set("properties", NODES.objectNode());
    }
    ((ObjectNode) copy.get("properties")).set(WHEN, condition.deepCopy());
    return copy;
  }

  /** Either the entry, or a map of it and the condition. */
  static ObjectNode around(JsonNode entry, JsonNode value, ObjectNode condition) {
    ObjectNode properties = NODES.objectNode();
    properties.set(VALUE, value.deepCopy());
    properties.set(WHEN, condition);
    ObjectNode form = NODES.objectNode().put("type", "object");
    form.set("properties", properties);
    form.set("required", NODES.arrayNode().add(VALUE).add(WHEN));
    form.put("additionalProperties", false);
    ObjectNode either = NODES.objectNode();
    if (entry instanceof ObjectNode own) {
      for (String annotation : List.of("description", "default", "examples", "deprecated")) {
        if (own.has(annotation)) {
          either.set(annotation, own.remove(annotation));
        }
      }
    }
    either.set("anyOf", NODES.arrayNode().add(entry).add(form));
    return either;
  }
}
