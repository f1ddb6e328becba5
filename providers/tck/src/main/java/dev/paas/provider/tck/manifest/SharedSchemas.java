package dev.paas.provider.tck.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the module {@code schema}, and what references in schemas lead to. */
final class SharedSchemas {
  private static final String DEFINITIONS = "urn:paas:schema:definitions";
  private static final Map<String, JsonNode> LOADED = new ConcurrentHashMap<>();

  private SharedSchemas() {}

  /** The schema of a section's entries; {@code null} when there is no such section. */
  static @Nullable ObjectNode section(String name) {
    return (ObjectNode) load("sections/" + name + ".json");
  }

  /**
   * A copy of {@code schema} in which references to the shared definitions are written out; those
   * inside of the schema itself stay.
   *
   * @throws IllegalArgumentException when a reference leads nowhere
   */
  static JsonNode inlined(JsonNode schema) {
    return inlined(schema, null);
  }

  /**
   * A copy of {@code schema}.
   *
   * @param shared the document of shared definitions that it is from; {@code null} for none
   */
  private static JsonNode inlined(JsonNode schema, @Nullable JsonNode shared) {
    if (schema.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      schema.forEach(item -> copy.add(inlined(item, shared)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    String reference = Json.text(schema, "$ref");
    if (reference != null && (shared != null || !reference.startsWith("#"))) {
      JsonNode document = reference.startsWith(DEFINITIONS + "#") ? definitions() : shared;
      return inlined(merged(document, reference, schema), document);
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    schema.properties().forEach(e -> copy.set(e.getKey(), inlined(e.getValue(), shared)));
    return copy;
  }

  /**
   * What a schema stands for: itself, or when it refers to a place in its own document, that.
   *
   * @param root the document that {@code schema} is in
   * @throws IllegalArgumentException when the reference leads nowhere
   */
  static JsonNode resolved(JsonNode root, JsonNode schema) {
    String reference = Json.text(schema, "$ref");
    return reference == null ? schema : resolved(root, merged(root, reference, schema));
  }

  /** The target of a reference, with the keywords beside the {@code $ref} before its own. */
  private static ObjectNode merged(
      @Nullable JsonNode document, String reference, JsonNode referring) {
    int hash = reference.indexOf('#');
    JsonNode target =
        document == null || hash < 0 ? null : document.at(reference.substring(hash + 1));
    if (!(target instanceof ObjectNode object)) {
      throw new IllegalArgumentException("the reference " + reference + " leads nowhere");
    }
    ObjectNode merged = object.deepCopy();
    for (Map.Entry<String, JsonNode> entry : referring.properties()) {
      if (!entry.getKey().equals("$ref")) {
        merged.set(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }

  private static @Nullable JsonNode definitions() {
    return load("definitions.schema.json");
  }

  private static @Nullable JsonNode load(String file) {
    return LOADED.computeIfAbsent(file, SharedSchemas::read);
  }

  private static @Nullable JsonNode read(String file) {
    try (InputStream json =
        SharedSchemas.class.getClassLoader().getResourceAsStream("dev/paas/schema/" + file)) {
      return json == null ? null : Json.parse(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
