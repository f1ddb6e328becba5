package dev.paas.provider.tck.manifest;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A section or a resource type, as a manifest describes it. */
public final class ResourceType {
  private final String name;
  private final boolean section;
  private final JsonNode entry;
  private final JsonNode json;
  private final AttributeSchema attributes;

  private ResourceType(String name, boolean section, JsonNode entry, JsonNode json) {
    this.name = name;
    this.section = section;
    this.entry = entry;
    this.json = SharedSchemas.inlined(json);
    this.attributes = AttributeSchemaReader.read(this.json);
  }

  /** A section, with the options that the plugin adds to it. */
  static ResourceType ofSection(String name, JsonNode entry) {
    ObjectNode schema = SharedSchemas.section(name);
    if (schema == null) {
      throw new IllegalArgumentException("there is no section " + name);
    }
    ObjectNode whole = schema.deepCopy();
    ObjectNode properties = (ObjectNode) whole.get("properties");
    for (Map.Entry<String, JsonNode> option : Json.entries(entry, "options")) {
      properties.set(option.getKey(), option.getValue());
    }
    return new ResourceType(name, true, entry, whole);
  }

  /** A type of the plugin's own. */
  static ResourceType ofType(String name, JsonNode entry) {
    JsonNode schema = entry.get("schema");
    return new ResourceType(
        name, false, entry, schema == null ? JsonNodeFactory.instance.objectNode() : schema);
  }

  /** The section's name, or the type's. */
  public String name() {
    return name;
  }

  public boolean isSection() {
    return section;
  }

  /** Whether the provider's {@code plan} is called. */
  public boolean plans() {
    return Json.isTrue(entry, "plans");
  }

  /** Whether something outside of the state is made. */
  public boolean external() {
    return !entry.has("external") || Json.isTrue(entry, "external");
  }

  /** Whether all resources of the type are read in one call. */
  public boolean batchRead() {
    return Json.isTrue(entry, "batchRead");
  }

  /** Whether existing ones can be imported. */
  public boolean imports() {
    return Json.isTrue(entry, "imports");
  }

  /** What its attributes are like. */
  public AttributeSchema attributes() {
    return attributes;
  }

  /** What is wrong with a user's configuration; empty when the engine would take it. */
  public List<String> problemsOfConfiguration(MapValue configuration) {
    return Validation.ofInstance(json, Validation.forUsers(json), Json.node(configuration));
  }

  /** What is wrong with the attributes that a provider gave, each by itself. */
  public List<String> problemsOfAttributes(MapValue observed) {
    List<String> problems = new ArrayList<>();
    JsonNode properties = json.get("properties");
    for (Map.Entry<String, Value> attribute : observed.entries().entrySet()) {
      JsonNode schema = properties == null ? null : properties.get(attribute.getKey());
      if (schema == null) {
        problems.add("the schema has no attribute " + attribute.getKey());
      } else if (!attribute.getValue().isNull() && attribute.getValue().isWhollyKnown()) {
        JsonNode resolved = SharedSchemas.resolved(json, schema);
        for (String problem :
            Validation.ofInstance(json, resolved, Json.node(attribute.getValue()))) {
          problems.add(attribute.getKey() + problem);
        }
      }
    }
    return problems;
  }

  @Override
  public String toString() {
    return name;
  }
}
