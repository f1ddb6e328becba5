package dev.paas.core.explain;

import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the keywords of a schema say, in words. */
final class SchemaProse {
  private static final Map<String, String> PLURALS =
      Map.of(
          "string", "texts",
          "integer", "whole numbers",
          "number", "numbers",
          "boolean", "truth values",
          "array", "lists",
          "object", "maps");

  private SchemaProse() {}

  /** What kind of value it has: {@code a list of texts}. */
  static String type(JsonNode schema) {
    List<String> kinds = new ArrayList<>();
    for (String type : SchemaNodes.texts(schema.get("type"))) {
      if (!type.equals("null")) {
        kinds.add(kind(type, schema));
      }
    }
    String shorthand = SchemaNodes.text(schema, "x-paas-shorthand");
    if (!shorthand.isEmpty()) {
      kinds.add(shorthand(shorthand));
    }
    if (kinds.isEmpty()) {
      return schema.has("properties") ? "a map" : schema.has("enum") ? "one of a few" : "any value";
    }
    return String.join(" or ", kinds);
  }

  private static String shorthand(String name) {
    return switch (name) {
      case "port" -> "a port number";
      case "ports" -> "a port or a range of ports";
      default -> "a text in the short form";
    };
  }

  private static String kind(String type, JsonNode schema) {
    String name = KindNames.of(ValueKind.valueOf(constant(type)));
    JsonNode inner =
        type.equals("array")
            ? schema.get("items")
            : type.equals("object") && !schema.has("properties")
                ? schema.get("additionalProperties")
                : null;
    if (inner == null || !inner.isObject()) {
      return name;
    }
    List<String> plurals = new ArrayList<>();
    for (String each : SchemaNodes.texts(SchemaNodes.resolved(inner).get("type"))) {
      plurals.add(PLURALS.getOrDefault(each, "values"));
    }
    return plurals.isEmpty() ? name : name + " of " + String.join(" or ", plurals);
  }

  private static String constant(String type) {
    return type.toUpperCase(Locale.ROOT);
  }

  /** What must hold of a value, a clause each. */
  static List<String> constraints(JsonNode schema) {
    List<String> clauses = new ArrayList<>();
    if (schema.has("enum")) {
      clauses.add("one of " + String.join(", ", SchemaNodes.texts(schema.get("enum"))));
    }
    add(clauses, schema, "const", "always %s");
    add(clauses, schema, "minimum", "at least %s");
    add(clauses, schema, "exclusiveMinimum", "more than %s");
    add(clauses, schema, "maximum", "at most %s");
    add(clauses, schema, "exclusiveMaximum", "less than %s");
    add(clauses, schema, "multipleOf", "a multiple of %s");
    length(clauses, schema, "minLength", "at least ", "character");
    length(clauses, schema, "maxLength", "at most ", "character");
    length(clauses, schema, "minItems", "at least ", "element");
    length(clauses, schema, "maxItems", "at most ", "element");
    length(clauses, schema, "minProperties", "at least ", "entry");
    if (SchemaNodes.isTrue(schema, "uniqueItems")) {
      clauses.add("no element twice");
    }
    add(clauses, schema, "pattern", "like %s");
    JsonNode together = schema.get("dependentRequired");
    if (together != null) {
      together
          .properties()
          .forEach(
              each ->
                  clauses.add(
                      each.getKey()
                          + " only with "
                          + String.join(", ", SchemaNodes.texts(each.getValue()))));
    }
    choice(clauses, schema, "oneOf", "exactly one of ");
    choice(clauses, schema, "anyOf", "at least one of ");
    return clauses;
  }

  private static void add(List<String> clauses, JsonNode schema, String keyword, String form) {
    JsonNode value = schema.get(keyword);
    if (value != null) {
      clauses.add(String.format(Locale.ROOT, form, plain(value)));
    }
  }

  private static void length(
      List<String> clauses, JsonNode schema, String keyword, String form, String what) {
    JsonNode value = schema.get(keyword);
    if (value != null) {
      String plural = what.equals("entry") ? "entries" : what + "s";
      clauses.add(form + value + " " + (value.intValue() == 1 ? what : plural));
    }
  }

  /** Branches that only say what is required. */
  private static void choice(List<String> clauses, JsonNode schema, String keyword, String form) {
    JsonNode branches = schema.get(keyword);
    if (branches == null) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode branch : branches) {
      if (!branch.has("required")) {
        return;
      }
      names.add(String.join(" with ", SchemaNodes.texts(branch.get("required"))));
    }
    clauses.add(form + String.join(", ", names));
  }

  /** What is special about a key, a sentence each. */
  static List<String> traits(JsonNode schema) {
    List<String> traits = new ArrayList<>();
    if (SchemaNodes.isTrue(schema, "readOnly")) {
      traits.add("It is computed: it can be referred to, and is not written.");
    } else if (SchemaNodes.isTrue(schema, "x-paas-computed")) {
      traits.add("The provider computes it when it is left out.");
    }
    if (schema.has("x-paas-from")) {
      traits.add("It is filled in from what the entry names, and is not written.");
    }
    if (SchemaNodes.isTrue(schema, "x-paas-replace")) {
      traits.add("A change replaces the resource.");
    }
    if (SchemaNodes.isTrue(schema, "x-paas-sensitive")) {
      traits.add("It is sensitive: never shown, and encrypted in the state.");
    }
    if (SchemaNodes.isTrue(schema, "writeOnly")) {
      traits.add("It is handed to the provider and not kept.");
    }
    if (SchemaNodes.isTrue(schema, "x-paas-static")) {
      traits.add("It is known from the file alone, whatever is made.");
    }
    if (SchemaNodes.isTrue(schema, "x-paas-path")) {
      traits.add("A relative path starts at the folder of the file that it stands in.");
    }
    if (SchemaNodes.isTrue(schema, "x-paas-exclusive")) {
      traits.add("Only one resource at a time can have it.");
    }
    String names = SchemaNodes.text(schema, "x-paas-reference");
    if (!names.isEmpty()) {
      traits.add("It names an entry of " + names + ".");
    }
    JsonNode meant = schema.get("x-paas-short-for");
    if (meant != null) {
      meant
          .properties()
          .forEach(
              of ->
                  traits.add(
                      "The name of an entry of %s is short for its %s."
                          .formatted(of.getKey(), plain(of.getValue()))));
    }
    deprecated(schema, traits);
    return traits;
  }

  private static void deprecated(JsonNode schema, List<String> traits) {
    JsonNode deprecated = schema.get("deprecated");
    if (deprecated != null && !deprecated.toString().equals("false")) {
      traits.add("It is deprecated.");
    }
  }

  /** A value as JSON; {@code null} for nothing. */
  static String json(@Nullable JsonNode value) {
    return value == null ? "" : value.toString();
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** The first sentence of a description. */
  static String firstSentence(String description) {
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }
}
