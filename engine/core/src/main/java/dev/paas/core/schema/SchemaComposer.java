package dev.paas.core.schema;

import dev.paas.core.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON Schema of {@code platform.yaml} for editors and for other validators: the engine's
 * parts, the sections with every installed provider's options, and the types of every provider.
 * Wherever a value may be an expression, a text with <code>${</code> in it is allowed.
 */
public final class SchemaComposer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Keys whose values cannot be expressions: they decide about structure. */
  private static final Set<String> LITERAL =
      Set.of(
          "type",
          "provider",
          "plugin",
          "parallelism",
          "rateLimit",
          "dependsOn",
          "lifecycle",
          "timeouts",
          "retry",
          "maxUnavailable",
          "severity",
          "actions");

  /**
   * A plugin, as far as its settings go.
   *
   * @param name its name
   * @param configuration the schema of an entry of {@code providers:}, or of {@code state:}
   */
  public record ProviderSchema(String name, JsonNode configuration) {}

  private final Collection<ResourceType> types;
  private final List<ProviderSchema> providers;
  private final List<ProviderSchema> backends;

  /**
   * @param types the sections and types of all plugins
   * @param providers the plugins that have providers
   * @param backends the plugins that keep the state
   */
  public SchemaComposer(
      Collection<ResourceType> types,
      List<ProviderSchema> providers,
      List<ProviderSchema> backends) {
    this.types = List.copyOf(types);
    this.providers = List.copyOf(providers);
    this.backends = List.copyOf(backends);
  }

  /** The schema, self-contained. */
  public ObjectNode compose() {
    ObjectNode schema = UserSchema.of(CoreSchemas.platform(), UserSchema.Form.DOCUMENTED);
    schema.put("$id", "urn:paas:schema:composed");
    ObjectNode definitions = NODES.objectNode();
    JsonNode own = schema.get("$defs");
    definitions.set("stateKey", own.get("stateKey"));
    definitions.set("check", withExpressions(own.get("check"), false, false));
    definitions.set("policy", withExpressions(own.get("policy"), false, false));
    definitions.set("module", call(own.get("module")));
    definitions.set("import", withExpressions(own.get("import"), false, false));
    // What any resource or look-up may carry is part of each, and sections are replaced.
    own.properties().stream()
        .filter(each -> !Set.of("resource", "lookup", "section").contains(each.getKey()))
        .filter(each -> !definitions.has(each.getKey()))
        .forEach(each -> definitions.set(each.getKey(), each.getValue()));
    definitions.set(
        "expression",
        NODES
            .objectNode()
            .put("type", "string")
            .put("pattern", "\\$\\{")
            .put("description", "An expression, ${…}, or a text with expressions in it."));
    schema.set("$defs", definitions);
    ObjectNode properties = (ObjectNode) schema.get("properties");
    Map<String, ObjectNode> sections = sections();
    for (String section : CoreSchemas.SECTIONS) {
      ObjectNode entry = sections.get(section);
      ObjectNode target = (ObjectNode) properties.get(section);
      if (entry != null && target != null) {
        definitions.set(section, entry);
        replaceEntries(target, section);
      }
    }
    definitions.set("resources", typed(false));
    replaceEntries((ObjectNode) properties.get("resources"), "resources");
    if (types.stream().anyMatch(ResourceType::isLookup)) {
      definitions.set("data", typed(true));
      replaceEntries((ObjectNode) properties.get("data"), "data");
    }
    definitions.set("providers", providerEntries());
    replaceEntries((ObjectNode) properties.get("providers"), "providers");
    properties.set("state", state((ObjectNode) properties.get("state")));
    return schema;
  }

  /** A call of a module: where the module is, and what its providers are called, is written out. */
  private static ObjectNode call(JsonNode schema) {
    ObjectNode call = (ObjectNode) withExpressions(schema, false, false);
    for (String literal : List.of("source", "providers")) {
      ((ObjectNode) call.get("properties")).set(literal, schema.get("properties").get(literal));
    }
    return call;
  }

  /** The settings of each backend; without a backend those of the default one. */
  private ObjectNode state(ObjectNode general) {
    ObjectNode backend = (ObjectNode) general.get("properties").get("backend").deepCopy();
    ArrayNode names = NODES.arrayNode();
    ArrayNode cases = NODES.arrayNode();
    for (ProviderSchema each : backends) {
      names.add(each.name());
      ObjectNode body = documented(each.configuration());
      if (!body.has("properties")) {
        body.set("properties", NODES.objectNode());
      }
      body.put("additionalProperties", false);
      ObjectNode is = NODES.objectNode();
      is.set("backend", NODES.objectNode().put("const", each.name()));
      ObjectNode condition = NODES.objectNode();
      condition.set("properties", is.deepCopy());
      boolean byDefault = each.name().equals(backend.get("default").stringValue());
      if (!byDefault) {
        condition.set("required", NODES.arrayNode().add("backend"));
      }
      ObjectNode then = (ObjectNode) withExpressions(body, false, false);
      ObjectNode known = (ObjectNode) then.get("properties");
      // These are described once, outside of the cases.
      general.get("properties").propertyNames().forEach(name -> known.put(name, true));
      known.set("backend", is.get("backend"));
      ObjectNode one = NODES.objectNode();
      one.set("if", condition);
      one.set("then", then);
      cases.add(one);
    }
    backend.set("enum", names);
    ObjectNode state = NODES.objectNode().put("type", "object");
    state.set("description", general.get("description"));
    ObjectNode properties = (ObjectNode) general.get("properties");
    properties.set("backend", backend);
    state.set("properties", properties);
    if (!cases.isEmpty()) {
      state.set("allOf", cases);
    }
    return state;
  }

  /** The schema as text, indented. */
  public String composeText() {
    return indent(compose(), 0) + "\n";
  }

  private static ObjectNode documented(JsonNode schema) {
    return UserSchema.of(LocalReferences.inlined(schema), UserSchema.Form.DOCUMENTED);
  }

  private static void replaceEntries(ObjectNode target, String definition) {
    target.remove("$ref");
    target.put("type", "object");
    target.set("additionalProperties", NODES.objectNode().put("$ref", "#/$defs/" + definition));
  }

  /** The entries of each section, with the options of every plugin that implements it. */
  private Map<String, ObjectNode> sections() {
    Map<String, ObjectNode> sections = new TreeMap<>();
    for (ResourceType type : types) {
      if (type.isSection()) {
        ObjectNode own = documented(type.schema());
        ObjectNode known = sections.putIfAbsent(type.name(), own);
        if (known != null) {
          ObjectNode properties = (ObjectNode) known.get("properties");
          own.get("properties")
              .properties()
              .forEach(
                  property -> {
                    if (!properties.has(property.getKey())) {
                      properties.set(property.getKey(), property.getValue());
                    }
                  });
        }
      }
    }
    sections.replaceAll((name, schema) -> entry(schema, "resource"));
    return sections;
  }

  private ObjectNode entry(ObjectNode schema, String meta) {
    schema.remove("$schema");
    schema.remove("$id");
    JsonNode required = schema.get("required");
    boolean mayBeEmpty =
        (required == null || required.isEmpty()) && !schema.has("oneOf") && !schema.has("anyOf");
    ObjectNode result = (ObjectNode) withExpressions(schema, false, true);
    ObjectNode properties = (ObjectNode) result.get("properties");
    // What any resource may carry has no entries with conditions.
    meta(meta)
        .properties()
        .forEach(
            each -> {
              // A type may have an update of its own.
              if (!each.getKey().equals("update") || !properties.has("update")) {
                properties.set(each.getKey(), property(each.getKey(), each.getValue(), false));
              }
            });
    if (mayBeEmpty) {
      result.set("type", NODES.arrayNode().add("object").add("null"));
    }
    ObjectNode extensions = NODES.objectNode();
    extensions.put("^x-", true);
    result.set("patternProperties", extensions);
    return result;
  }

  private static JsonNode meta(String definition) {
    return UserSchema.of(
            CoreSchemas.platform().at("/$defs/" + definition), UserSchema.Form.DOCUMENTED)
        .get("properties");
  }

  private ObjectNode typed(boolean lookups) {
    Map<String, ResourceType> byName = new TreeMap<>();
    for (ResourceType type : types) {
      if (!type.isSection() && type.isLookup() == lookups) {
        byName.putIfAbsent(type.name(), type);
      }
    }
    ArrayNode names = NODES.arrayNode();
    ArrayNode cases = NODES.arrayNode();
    byName.forEach(
        (name, type) -> {
          names.add(name);
          ObjectNode body = documented(type.schema());
          if (!body.has("properties")) {
            body.set("properties", NODES.objectNode());
          }
          ((ObjectNode) body.get("properties")).set("type", NODES.objectNode().put("const", name));
          ObjectNode one = NODES.objectNode();
          one.set("if", typeIs(name));
          one.set("then", entry(body, lookups ? "lookup" : "resource"));
          cases.add(one);
        });
    ObjectNode result = NODES.objectNode().put("type", "object");
    ObjectNode properties = NODES.objectNode();
    properties.set(
        "type",
        NODES
            .objectNode()
            .put(
                "description",
                lookups
                    ? "What is looked up: a look-up of an installed provider."
                    : "What it is: a type of an installed provider.")
            .set("enum", names));
    result.set("properties", properties);
    result.set("required", NODES.arrayNode().add("type"));
    result.set("allOf", cases);
    return result;
  }

  private static ObjectNode typeIs(String name) {
    ObjectNode properties = NODES.objectNode();
    properties.set("type", NODES.objectNode().put("const", name));
    ObjectNode condition = NODES.objectNode();
    condition.set("properties", properties);
    return condition;
  }

  /** The keys of an entry of {@code providers:} that say how much it may be asked. */
  private static Map<String, JsonNode> bounds() {
    JsonNode entry = CoreSchemas.platform().at("/properties/providers/additionalProperties");
    Map<String, JsonNode> bounds = new TreeMap<>();
    for (String name : List.of("parallelism", "rateLimit")) {
      bounds.put(name, entry.get("properties").get(name));
    }
    return bounds;
  }

  private ObjectNode providerEntries() {
    ObjectNode result = NODES.objectNode();
    result.set("type", NODES.arrayNode().add("object").add("null"));
    ObjectNode properties = NODES.objectNode();
    ArrayNode names = NODES.arrayNode();
    ArrayNode cases = NODES.arrayNode();
    for (ProviderSchema provider : providers) {
      names.add(provider.name());
      ObjectNode body = documented(provider.configuration());
      if (!body.has("properties")) {
        body.set("properties", NODES.objectNode());
      }
      ((ObjectNode) body.get("properties"))
          .set("plugin", NODES.objectNode().put("const", provider.name()));
      bounds().forEach(((ObjectNode) body.get("properties"))::set);
      ObjectNode condition = NODES.objectNode();
      condition.set("properties", body.get("properties").deepCopy());
      ObjectNode plugin = NODES.objectNode();
      plugin.set("plugin", NODES.objectNode().put("const", provider.name()));
      condition.set("properties", plugin);
      condition.set("required", NODES.arrayNode().add("plugin"));
      ObjectNode one = NODES.objectNode();
      one.set("if", condition);
      one.set("then", withExpressions(body, false, false));
      cases.add(one);
    }
    properties.set(
        "plugin",
        NODES
            .objectNode()
            .put("description", "The plugin, when it is not called like this entry.")
            .set("enum", names));
    bounds().forEach(properties::set);
    result.set("properties", properties);
    if (!cases.isEmpty()) {
      result.set("allOf", cases);
    }
    return result;
  }

  /**
   * The schema with an expression allowed for each value.
   *
   * @param here whether this very value may be one
   * @param conditions whether entries in it may have a condition
   */
  private static JsonNode withExpressions(JsonNode schema, boolean here, boolean conditions) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = NODES.objectNode();
    schema
        .properties()
        .forEach(
            keyword -> {
              switch (keyword.getKey()) {
                case "properties" -> {
                  ObjectNode properties = NODES.objectNode();
                  keyword
                      .getValue()
                      .properties()
                      .forEach(
                          each ->
                              properties.set(
                                  each.getKey(),
                                  property(each.getKey(), each.getValue(), conditions)));
                  copy.set("properties", properties);
                }
                case "additionalProperties", "items" ->
                    copy.set(keyword.getKey(), entry(keyword.getValue(), conditions));
                default -> copy.set(keyword.getKey(), keyword.getValue());
              }
            });
    return here && !acceptsAnyText(copy) ? orExpression(copy) : copy;
  }

  private static JsonNode property(String name, JsonNode schema, boolean conditions) {
    boolean literal = LITERAL.contains(name);
    return withExpressions(schema, !literal, conditions && !literal);
  }

  /** The schema of elements, or of entries with any names. */
  private static JsonNode entry(JsonNode schema, boolean conditions) {
    JsonNode plain = withExpressions(schema, true, conditions);
    if (!conditions || !ConditionSchema.applies(schema)) {
      return plain;
    }
    ObjectNode condition = orExpression(ConditionSchema.condition());
    JsonNode beside =
        ConditionSchema.allowsBeside(schema)
            ? withExpressions(ConditionSchema.beside(schema, condition), true, true)
            : plain;
    return ConditionSchema.allowsAround(schema)
        ? ConditionSchema.around(beside, plain, condition)
        : beside;
  }

  private static boolean acceptsAnyText(ObjectNode schema) {
    JsonNode type = schema.get("type");
    boolean text =
        type == null
            || UserSchema.texts(type.isArray() ? type : NODES.arrayNode().add(type))
                .contains("string");
    boolean restricted =
        schema.has("pattern")
            || schema.has("enum")
            || schema.has("const")
            || schema.has("maxLength")
            || schema.has("oneOf");
    return text && !restricted;
  }

  private static ObjectNode orExpression(ObjectNode schema) {
    ObjectNode either = NODES.objectNode();
    for (String annotation : List.of("description", "default", "examples", "deprecated")) {
      if (schema.has(annotation)) {
        either.set(annotation, schema.remove(annotation));
      }
    }
    either.set(
        "anyOf",
        NODES.arrayNode().add(schema).add(NODES.objectNode().put("$ref", "#/$defs/expression")));
    return either;
  }

  private static String indent(JsonNode node, int depth) {
    String pad = "  ".repeat(depth + 1);
    String end = "\n" + "  ".repeat(depth);
    if (node.isObject() && !node.isEmpty()) {
      StringBuilder text = new StringBuilder("{");
      String separator = "\n";
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        text.append(separator)
            .append(pad)
            .append(scalar(NODES.stringNode(entry.getKey())))
            .append(": ")
            .append(indent(entry.getValue(), depth + 1));
        separator = ",\n";
      }
      return text.append(end).append('}').toString();
    }
    if (node.isArray() && !node.isEmpty()) {
      StringBuilder text = new StringBuilder("[");
      String separator = "\n";
      for (JsonNode item : node) {
        text.append(separator).append(pad).append(indent(item, depth + 1));
        separator = ",\n";
      }
      return text.append(end).append(']').toString();
    }
    return scalar(node);
  }

  private static String scalar(JsonNode node) {
    byte[] bytes =
        JsonWriter.bytes(
            json -> {
              if (node.isString()) {
                json.writeString(node.stringValue());
              } else if (node.isObject()) {
                json.writeStartObject();
                json.writeEndObject();
              } else if (node.isArray()) {
                json.writeStartArray();
                json.writeEndArray();
              } else {
                json.writeRawValue(node.toString());
              }
            });
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
