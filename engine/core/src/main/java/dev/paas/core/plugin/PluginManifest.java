package dev.paas.core.plugin;

import dev.paas.core.json.JsonTrees;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.schema.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a plugin says of itself in {@code plugin.json}. */
public final class PluginManifest {
  /** The manifest's file name. */
  public static final String FILE = "plugin.json";

  private static final String API_VERSION = "paas/plugin/v1";
  private static final int DEFAULT_PARALLELISM = 10;

  private final Path folder;
  private final JsonNode json;
  private final String name;
  private final Map<String, ResourceType> sections = new LinkedHashMap<>();
  private final Map<String, ResourceType> types = new LinkedHashMap<>();
  private final Map<String, ResourceType> lookups = new LinkedHashMap<>();
  private volatile @Nullable SchemaValidator configuration;
  private volatile @Nullable SchemaValidator backend;

  private PluginManifest(Path folder, JsonNode json) {
    this.folder = folder;
    this.json = json;
    this.name = text("name");
    entries("sections")
        .forEach((key, entry) -> sections.put(key, ResourceType.ofSection(name, key, entry)));
    entries("types").forEach((key, entry) -> types.put(key, ResourceType.ofType(name, key, entry)));
    entries("data")
        .forEach((key, entry) -> lookups.put(key, ResourceType.ofLookup(name, key, entry)));
  }

  /**
   * Reads the manifest in {@code folder}.
   *
   * @throws IOException when there is none that can be read; the message is a sentence
   */
  static PluginManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    JsonNode json;
    try (InputStream in = Files.newInputStream(file)) {
      json = JsonTrees.parse(in);
    } catch (JacksonException notJson) {
      throw new IOException("It is not valid JSON: " + notJson.getOriginalMessage() + ".", notJson);
    }
    if (!json.isObject() || !isText(json, "name") || !isText(json, "version")) {
      throw new IOException("It has no name and version.");
    }
    if (!isText(json, "apiVersion") || !json.get("apiVersion").stringValue().equals(API_VERSION)) {
      throw new IOException("It is not of apiVersion " + API_VERSION + ".");
    }
    return new PluginManifest(folder, json);
  }

  private static boolean isText(JsonNode json, String key) {
    JsonNode value = json.get(key);
    return value != null && value.isString() && !value.stringValue().isEmpty();
  }

  /** The plugin's folder. */
  public Path folder() {
    return folder;
  }

  public String name() {
    return name;
  }

  public String version() {
    return text("version");
  }

  /** One sentence. */
  public String description() {
    return text("description");
  }

  /** How many calls may be under way at once. */
  public int parallelism() {
    JsonNode parallelism = json.get("parallelism");
    return parallelism == null ? DEFAULT_PARALLELISM : Math.max(1, parallelism.intValue());
  }

  /** Whether it is a provider, not only a state backend. */
  public boolean isProvider() {
    return !json.has("stateBackend");
  }

  /** Whether it is a state backend. */
  public boolean isStateBackend() {
    return json.has("stateBackend");
  }

  /** Whether several machines use the state that this backend keeps. */
  public boolean isShared() {
    JsonNode backend = json.get("stateBackend");
    JsonNode shared = backend == null ? null : backend.get("shared");
    return shared != null && shared.isBoolean() && shared.booleanValue();
  }

  /** The sections that it implements. */
  public Map<String, ResourceType> sections() {
    return sections;
  }

  /** Resource types of its own. */
  public Map<String, ResourceType> types() {
    return types;
  }

  /** Its look-ups, for the section {@code data}. */
  public Map<String, ResourceType> lookups() {
    return lookups;
  }

  /** Checks a provider's configuration. */
  public SchemaValidator configuration() {
    SchemaValidator made = configuration;
    if (made == null) {
      JsonNode schema = json.get("configuration");
      made =
          SchemaValidator.of("urn:paas:plugin:" + name, schema == null ? closedObject() : schema);
      configuration = made;
    }
    return made;
  }

  /** The JSON Schema of a provider's configuration. */
  public JsonNode configurationSchema() {
    JsonNode schema = json.get("configuration");
    return schema == null ? closedObject() : schema;
  }

  /** The JSON Schema of the backend's settings. */
  public JsonNode backendSchema() {
    JsonNode entry = json.get("stateBackend");
    JsonNode schema = entry == null ? null : entry.get("configuration");
    return schema == null ? closedObject() : schema;
  }

  /** Checks the settings of a state backend. */
  public SchemaValidator backendConfiguration() {
    SchemaValidator made = backend;
    if (made == null) {
      made = SchemaValidator.of("urn:paas:backend:" + name, backendSchema());
      backend = made;
    }
    return made;
  }

  private static JsonNode closedObject() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("additionalProperties", false);
  }

  private Map<String, JsonNode> entries(String key) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    JsonNode object = json.get(key);
    if (object != null && object.isObject()) {
      object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  private String text(String key) {
    JsonNode value = json.get(key);
    return value == null || !value.isString() ? "" : value.stringValue();
  }

  @Override
  public String toString() {
    return name + " " + version();
  }
}
