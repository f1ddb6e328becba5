package dev.paas.provider.tck.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Everything that can be wrong with a manifest, beside its schemas. */
final class ManifestCheck {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern TYPE_NAME =
      Pattern.compile("[a-z][a-zA-Z0-9]*(\\.[a-z][a-zA-Z0-9]*)*");
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+([-+].+)?");
  private static final Pattern DURATION = Pattern.compile("([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+");

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "$schema",
          "apiVersion",
          "name",
          "version",
          "description",
          "parallelism",
          "configuration",
          "sections",
          "types",
          "data",
          "stateBackend");
  private static final Set<String> BEHAVIOUR =
      Set.of("plans", "external", "batchRead", "imports", "schemaVersion", "timeouts");
  private static final Set<String> TRUTHS = Set.of("plans", "external", "batchRead", "imports");
  private static final Set<String> TIMEOUTS = Set.of("create", "update", "delete", "read");

  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  private ManifestCheck(JsonNode json) {
    this.json = json;
  }

  /** What is wrong, a clause each. */
  static List<String> of(JsonNode json) {
    ManifestCheck check = new ManifestCheck(json);
    if (json.isObject()) {
      check.top();
    } else {
      check.problems.add("the manifest is not an object");
    }
    return check.problems;
  }

  private void top() {
    allowedKeys("the manifest", json, TOP_LEVEL, Set.of());
    check(
        "paas/plugin/v1".equals(Json.text(json, "apiVersion")), "apiVersion", "not paas/plugin/v1");
    check(matches(NAME, "name"), "name", "not lower-case words with hyphens");
    check(matches(VERSION, "version"), "version", "not of the form 1.2.3");
    described("the manifest", json);
    JsonNode parallelism = json.get("parallelism");
    check(
        parallelism == null || (parallelism.isInt() && parallelism.intValue() > 0),
        "parallelism",
        "not a positive number");
    schema("configuration", json.get("configuration"), SchemaCheck.Of.PROVIDER);
    JsonNode backend = json.get("stateBackend");
    if (backend != null) {
      allowedKeys("stateBackend", backend, Set.of("configuration"), Set.of());
      schema("stateBackend.configuration", backend.get("configuration"), SchemaCheck.Of.BACKEND);
    }
    Json.entries(json, "sections").forEach(e -> section(e.getKey(), e.getValue()));
    Json.entries(json, "types").forEach(e -> type(e.getKey(), e.getValue()));
    Json.entries(json, "data").forEach(e -> data(e.getKey(), e.getValue()));
  }

  private boolean matches(Pattern pattern, String key) {
    String text = Json.text(json, key);
    return text != null && pattern.matcher(text).matches();
  }

  private void section(String name, JsonNode entry) {
    String at = "sections." + name;
    allowedKeys(at, entry, BEHAVIOUR, Set.of("options", "unsupported", "onlyNamed"));
    behaviour(at, entry);
    truth(at, entry, "onlyNamed");
    ObjectNode schema = SharedSchemas.section(name);
    if (schema == null) {
      problems.add(at + ": there is no such section");
      return;
    }
    for (Map.Entry<String, JsonNode> reason : Json.entries(entry, "unsupported")) {
      String path = at + ".unsupported[\"" + reason.getKey() + "\"]";
      check(isProperty(schema, reason.getKey()), path, "the section has no such property");
      check(isText(reason.getValue()), path, "no reason is given");
    }
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> option : Json.entries(entry, "options")) {
      options.set(option.getKey(), option.getValue());
      boolean taken = schema.get("properties").has(option.getKey());
      check(!taken, at + ".options." + option.getKey(), "the section has that property itself");
    }
    ObjectNode asSchema = JsonNodeFactory.instance.objectNode().put("type", "object");
    asSchema.set("properties", options);
    schema(at + ".options", asSchema.put("additionalProperties", false), SchemaCheck.Of.OPTIONS);
  }

  private static boolean isProperty(JsonNode schema, String path) {
    JsonNode current = schema;
    for (String step : path.split("\\.", -1)) {
      JsonNode resolved = SharedSchemas.inlined(current);
      JsonNode items = resolved.get("items");
      JsonNode additional = resolved.get("additionalProperties");
      JsonNode properties = resolved.get("properties");
      if (properties == null && items != null) {
        properties = items.get("properties");
      }
      if (properties == null && additional != null && additional.isObject()) {
        properties = additional.get("properties");
      }
      current = properties == null ? null : properties.get(step);
      if (current == null) {
        return false;
      }
    }
    return true;
  }

  private void type(String name, JsonNode entry) {
    String at = "types." + name;
    allowedKeys(at, entry, BEHAVIOUR, Set.of("description", "schema"));
    boolean builtin = "builtin".equals(Json.text(json, "name"));
    check(
        TYPE_NAME.matcher(name).matches() && (builtin || name.contains(".")),
        at,
        "the name is not of the form group.type");
    described(at, entry);
    behaviour(at, entry);
    check(entry.has("schema"), at, "it has no schema");
    schema(at + ".schema", entry.get("schema"), SchemaCheck.Of.RESOURCE);
  }

  private void data(String name, JsonNode entry) {
    String at = "data." + name;
    allowedKeys(at, entry, Set.of("description", "schema", "timeouts"), Set.of());
    timeouts(at, entry, Set.of("read"));
    check(TYPE_NAME.matcher(name).matches(), at, "the name is not of the form group.type");
    described(at, entry);
    check(entry.has("schema"), at, "it has no schema");
    schema(at + ".schema", entry.get("schema"), SchemaCheck.Of.RESOURCE);
  }

  private void truth(String at, JsonNode entry, String key) {
    check(!entry.has(key) || entry.get(key).isBoolean(), at + "." + key, "neither true nor false");
  }

  private void behaviour(String at, JsonNode entry) {
    TRUTHS.forEach(key -> truth(at, entry, key));
    JsonNode version = entry.get("schemaVersion");
    check(
        version == null || (version.isInt() && version.intValue() > 0),
        at + ".schemaVersion",
        "not a positive number");
    if (entry.has("external") && !Json.isTrue(entry, "external")) {
      check(!Json.isTrue(entry, "batchRead"), at, "nothing external is read, yet it has batchRead");
      check(!Json.isTrue(entry, "imports"), at, "nothing is external, yet it has imports");
    }
    timeouts(at, entry, TIMEOUTS);
  }

  private void timeouts(String at, JsonNode entry, Set<String> known) {
    for (Map.Entry<String, JsonNode> timeout : Json.entries(entry, "timeouts")) {
      String path = at + ".timeouts." + timeout.getKey();
      check(known.contains(timeout.getKey()), path, "there is no such timeout");
      String text = timeout.getValue().isString() ? timeout.getValue().stringValue() : "";
      check(DURATION.matcher(text).matches(), path, "not a duration such as 10m");
    }
  }

  private void schema(String at, @Nullable JsonNode schema, SchemaCheck.Of of) {
    if (schema != null) {
      problems.addAll(SchemaCheck.problems(at, schema, of));
    }
  }

  private void described(String at, JsonNode entry) {
    JsonNode description = entry.get("description");
    check(description != null && isText(description), at, "it has no description");
  }

  private static boolean isText(JsonNode node) {
    return node.isString() && !node.stringValue().isBlank();
  }

  private void allowedKeys(String at, JsonNode object, Set<String> keys, Set<String> more) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      check(keys.contains(key) || more.contains(key), at, "unknown key " + key);
    }
  }

  private void check(boolean holds, String at, String otherwise) {
    if (!holds) {
      problems.add(at + ": " + otherwise);
    }
  }
}
