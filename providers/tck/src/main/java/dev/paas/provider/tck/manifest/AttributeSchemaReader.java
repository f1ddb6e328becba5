package dev.paas.provider.tck.manifest;

import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.ValueKind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@link AttributeSchema}s out of JSON Schemas. */
final class AttributeSchemaReader {
  private static final Map<Keyword, String> NAMES =
      Map.of(
          Keyword.READ_ONLY, "readOnly",
          Keyword.WRITE_ONLY, "writeOnly",
          Keyword.COMPUTED, "x-paas-computed",
          Keyword.REPLACE, "x-paas-replace",
          Keyword.SENSITIVE, "x-paas-sensitive",
          Keyword.STATIC, "x-paas-static",
          Keyword.UNORDERED, "x-paas-unordered");

  private final JsonNode root;
  private final Set<String> open = new HashSet<>();

  private AttributeSchemaReader(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads a whole schema.
   *
   * @throws IllegalArgumentException when a reference in it leads nowhere
   */
  static AttributeSchema read(JsonNode schema) {
    return new AttributeSchemaReader(schema).attribute(schema);
  }

  private AttributeSchema attribute(JsonNode node) {
    String reference = Json.text(node, "$ref");
    if (reference == null) {
      return describe(node);
    }
    if (!open.add(reference)) {
      // A schema that contains itself: inside, anything goes.
      return AttributeSchema.ANY;
    }
    AttributeSchema described = describe(SharedSchemas.resolved(root, node));
    open.remove(reference);
    return described;
  }

  private AttributeSchema describe(JsonNode node) {
    JsonNode value = node.get("default");
    String format = Json.text(node, "format");
    return new AttributeSchema(
        kinds(node),
        keywords(node),
        value == null ? null : Json.value(value),
        format == null ? "" : format,
        Json.texts(node, "x-paas-changes-with"),
        properties(node),
        child(node.get("additionalProperties")),
        child(node.get("items")));
  }

  private @Nullable AttributeSchema child(@Nullable JsonNode node) {
    return node != null && node.isObject() ? attribute(node) : null;
  }

  private Map<String, AttributeSchema> properties(JsonNode node) {
    Map<String, AttributeSchema> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.entries(node, "properties")) {
      properties.put(entry.getKey(), attribute(entry.getValue()));
    }
    return properties;
  }

  private static Set<Keyword> keywords(JsonNode node) {
    Set<Keyword> keywords = EnumSet.noneOf(Keyword.class);
    NAMES.forEach(
        (keyword, name) -> {
          if (Json.isTrue(node, name)) {
            keywords.add(keyword);
          }
        });
    return keywords;
  }

  private static Set<ValueKind> kinds(JsonNode node) {
    Set<String> names = new HashSet<>(Json.texts(node, "type"));
    String only = Json.text(node, "type");
    if (only != null) {
      names.add(only);
    } else if (names.isEmpty() && node.has("properties")) {
      names.add(ValueKind.OBJECT.schemaName());
    }
    Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    for (ValueKind kind : ValueKind.values()) {
      if (names.contains(kind.schemaName())) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
