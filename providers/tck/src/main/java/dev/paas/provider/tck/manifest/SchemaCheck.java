package dev.paas.provider.tck.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Everything that can be wrong with a schema in a manifest. */
final class SchemaCheck {
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final String OURS = "x-paas-";
  private static final Set<String> TRUTHS =
      Set.of(
          "readOnly",
          "writeOnly",
          "deprecated",
          "x-paas-computed",
          "x-paas-replace",
          "x-paas-sensitive",
          "x-paas-static",
          "x-paas-unordered",
          "x-paas-path",
          "x-paas-exclusive");
  private static final Set<String> OTHERS =
      Set.of(
          "x-paas-changes-with",
          "x-paas-deprecation",
          "x-paas-identity",
          "x-paas-alias",
          "x-paas-reference",
          "x-paas-short-for",
          "x-paas-from",
          "x-paas-shorthand",
          "x-paas-default-reference");
  private static final Set<String> SHORTHANDS = Set.of("name", "mount", "port", "ports");

  /** What any resource may carry: the engine reads these itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "type",
          "provider",
          "count",
          "forEach",
          "when",
          "dependsOn",
          "protect",
          "lifecycle",
          "timeouts",
          "retry",
          "checks",
          "readyWhen");

  /** What a schema is of. */
  enum Of {
    /** A type of resource or look-up. */
    RESOURCE,
    /** What a provider adds to a section. */
    OPTIONS,
    /** An entry of {@code providers:}. */
    PROVIDER,
    /** The settings of a state backend. */
    BACKEND;

    /** The names that the engine reads itself. */
    private Set<String> reserved() {
      return switch (this) {
        case RESOURCE, OPTIONS -> RESERVED;
        case PROVIDER -> Set.of("plugin");
        case BACKEND -> Set.of("backend");
      };
    }
  }

  private final String at;
  private final Of of;
  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(String at, JsonNode root, Of of) {
    this.at = at;
    this.root = root;
    this.of = of;
  }

  /**
   * What is wrong, a clause each.
   *
   * @param at where in the manifest the schema is
   */
  static List<String> problems(String at, JsonNode schema, Of of) {
    List<String> invalid = Validation.ofSchema(schema);
    if (!invalid.isEmpty()) {
      return invalid.stream().map(problem -> at + problem).toList();
    }
    try {
      SchemaCheck check = new SchemaCheck(at, SharedSchemas.inlined(schema), of);
      check.top();
      return check.problems;
    } catch (IllegalArgumentException dangling) {
      return List.of(at + ": " + dangling.getMessage());
    }
  }

  private void top() {
    check("object".equals(Json.text(root, "type")), "", "its type is not object");
    check(root.has("additionalProperties"), "", "nothing says whether unknown keys are allowed");
    for (Map.Entry<String, JsonNode> property : Json.entries(root, "properties")) {
      String path = "." + property.getKey();
      check(!of.reserved().contains(property.getKey()), path, "the name is the engine's");
      if (of != Of.OPTIONS) {
        changesWith(property.getValue(), path);
      }
    }
    walk(root, "");
  }

  private void walk(JsonNode schema, String path) {
    if (schema.has("$ref")) {
      SharedSchemas.resolved(root, schema);
    }
    keywords(schema, path);
    examples(schema, path);
    for (Map.Entry<String, JsonNode> property : Json.entries(schema, "properties")) {
      property(schema, property.getKey(), property.getValue(), path + "." + property.getKey());
    }
    for (String key : List.of("additionalProperties", "items", "contains", "if", "then", "else")) {
      JsonNode child = schema.get(key);
      if (child != null && child.isObject()) {
        walk(child, path + (key.equals("items") ? "[]" : "." + key));
      }
    }
    for (Map.Entry<String, JsonNode> definition : Json.entries(schema, "$defs")) {
      walk(definition.getValue(), path + ".$defs." + definition.getKey());
    }
    if (schema.has("properties") && !schema.has("additionalProperties") && !path.isEmpty()) {
      problem(path, "nothing says whether unknown keys are allowed");
    }
  }

  private void property(JsonNode parent, String name, JsonNode written, String path) {
    JsonNode property = SharedSchemas.resolved(root, written);
    check(CAMEL_CASE.matcher(name).matches(), path, "the name is not camelCase");
    String description = Json.text(property, "description");
    check(description != null && !description.isBlank(), path, "it has no description");
    contradictions(parent, name, property, path);
    from(parent, property, path);
    walk(written, path);
  }

  private void contradictions(JsonNode parent, String name, JsonNode property, String path) {
    boolean readOnly = Json.isTrue(property, "readOnly");
    boolean computed = Json.isTrue(property, "x-paas-computed");
    boolean required = Json.texts(parent, "required").contains(name);
    check(!readOnly || !Json.isTrue(property, "writeOnly"), path, "both readOnly and writeOnly");
    check(!readOnly || !computed, path, "readOnly says already that it is computed");
    check(!readOnly || !required, path, "readOnly, yet the user must set it");
    check(!readOnly || !Json.isTrue(property, "x-paas-replace"), path, "readOnly never is changed");
    check(!computed || !required, path, "x-paas-computed, yet the user must set it");
    boolean valued = property.has("default");
    check(!valued || !readOnly, path, "readOnly, yet it has a default");
    check(!valued || !computed, path, "x-paas-computed, yet it has a default");
    check(!valued || !required, path, "required, yet it has a default");
    check(
        readOnly || computed || !property.has("x-paas-changes-with"),
        path,
        "x-paas-changes-with, yet it is not computed");
  }

  private void keywords(JsonNode schema, String path) {
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      String keyword = entry.getKey();
      JsonNode value = entry.getValue();
      if (TRUTHS.contains(keyword)) {
        check(value.isBoolean(), path, keyword + " is neither true nor false");
      } else if (keyword.startsWith(OURS)) {
        check(OTHERS.contains(keyword), path, "there is no keyword " + keyword);
      }
    }
    String shorthand = Json.text(schema, "x-paas-shorthand");
    check(shorthand == null || SHORTHANDS.contains(shorthand), path, "no such shorthand");
    String section = Json.text(schema, "x-paas-reference");
    check(section == null || SharedSchemas.section(section) != null, path, "no such section");
    for (Map.Entry<String, JsonNode> meant : Json.entries(schema, "x-paas-short-for")) {
      shortFor(meant.getKey(), meant.getValue().asString(), path);
    }
    identity(schema, path);
    boolean deprecated = Json.isTrue(schema, "deprecated");
    check(
        deprecated == schema.has("x-paas-deprecation"),
        path,
        "deprecated and x-paas-deprecation belong together");
  }

  private void shortFor(String section, String attribute, String path) {
    JsonNode entry = SharedSchemas.section(section);
    check(entry != null, path, "no such section");
    check(
        entry == null || entry.path("properties").has(attribute),
        path,
        "x-paas-short-for names no attribute of " + section);
  }

  private void identity(JsonNode schema, String path) {
    String identity = Json.text(schema, "x-paas-identity");
    if (identity != null) {
      JsonNode items = schema.get("items");
      JsonNode element = items == null ? null : SharedSchemas.resolved(root, items);
      JsonNode properties = element == null ? null : element.get("properties");
      check(
          properties != null && properties.has(identity),
          path,
          "x-paas-identity names no property of its elements");
    }
  }

  private void changesWith(JsonNode property, String path) {
    for (String input : Json.texts(property, "x-paas-changes-with")) {
      JsonNode properties = root.get("properties");
      check(
          input.equals("*") || (properties != null && properties.has(input)),
          path,
          "it changes with " + input + ", which is not there");
    }
  }

  private void from(JsonNode parent, JsonNode property, String path) {
    for (Map.Entry<String, JsonNode> source : Json.entries(property, "x-paas-from")) {
      JsonNode siblings = parent.get("properties");
      JsonNode sibling = siblings.get(source.getKey());
      check(
          sibling != null && sibling.has("x-paas-reference"),
          path,
          "x-paas-from names no reference beside it");
    }
  }

  private void examples(JsonNode schema, String path) {
    JsonNode resolved = SharedSchemas.resolved(root, schema);
    JsonNode value = resolved.get("default");
    if (value != null) {
      fits(resolved, value, path, "the default does not agree with its schema");
    }
    JsonNode examples = resolved.get("examples");
    if (examples != null) {
      examples.forEach(e -> fits(resolved, e, path, "an example does not agree with its schema"));
    }
  }

  private void fits(JsonNode schema, JsonNode value, String path, String otherwise) {
    for (String problem : Validation.ofInstance(root, schema, value)) {
      problem(path, otherwise + ": " + problem);
    }
  }

  private void check(boolean holds, String path, String otherwise) {
    if (!holds) {
      problem(path, otherwise);
    }
  }

  private void problem(String path, String what) {
    problems.add(at + path + ": " + what);
  }
}
