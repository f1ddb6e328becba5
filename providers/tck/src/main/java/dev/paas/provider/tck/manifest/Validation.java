package dev.paas.provider.tck.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema validator, as far as the kit needs it. */
final class Validation {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final AtomicLong COUNT = new AtomicLong();

  private Validation() {}

  /** What is wrong with {@code schema} as a JSON Schema 2020-12; empty when nothing is. */
  static List<String> ofSchema(JsonNode schema) {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    return problems(meta.validate(schema));
  }

  /**
   * What is wrong with {@code instance}; empty when nothing is.
   *
   * @param root the document that {@code schema} is in, for its references
   * @param schema a schema without references to other documents
   */
  static List<String> ofInstance(JsonNode root, JsonNode schema, JsonNode instance) {
    ObjectNode whole = withoutIds(schema);
    JsonNode definitions = root.get("$defs");
    if (definitions != null && !whole.has("$defs")) {
      whole.set("$defs", definitions);
    }
    SchemaLocation unique = SchemaLocation.of("urn:paas:tck:" + COUNT.incrementAndGet());
    return problems(REGISTRY.getSchema(unique, whole).validate(instance));
  }

  private static ObjectNode withoutIds(JsonNode schema) {
    ObjectNode copy = (ObjectNode) schema.deepCopy();
    copy.remove("$id");
    copy.remove("$schema");
    return copy;
  }

  private static List<String> problems(List<Error> errors) {
    List<String> problems = new ArrayList<>();
    errors.forEach(error -> problems.add(error.getInstanceLocation() + ": " + error.getMessage()));
    return problems;
  }

  /** The part of a schema that a user's configuration must agree with: without read-only ones. */
  static JsonNode forUsers(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      schema.forEach(item -> copy.add(forUsers(item)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      switch (entry.getKey()) {
        case "properties" -> copy.set("properties", inputs(entry.getValue()));
        case "enum", "const", "default", "examples" -> copy.set(entry.getKey(), entry.getValue());
        default -> copy.set(entry.getKey(), forUsers(entry.getValue()));
      }
    }
    return copy;
  }

  private static ObjectNode inputs(JsonNode properties) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (!Json.isTrue(property.getValue(), "readOnly")) {
        copy.set(property.getKey(), forUsers(property.getValue()));
      }
    }
    return copy;
  }
}
