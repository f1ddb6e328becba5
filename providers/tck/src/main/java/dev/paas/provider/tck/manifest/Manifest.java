package dev.paas.provider.tck.manifest;

import dev.paas.spi.provider.ProviderPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plugin's manifest. */
public final class Manifest {
  /** Where a plugin's own jar keeps the manifest, by convention. */
  public static final String RESOURCE = "META-INF/paas/plugin.json";

  private final JsonNode json;

  private Manifest(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads a manifest.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON
   */
  public static Manifest read(InputStream json) {
    return new Manifest(Json.parse(json));
  }

  /**
   * Reads a manifest.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON
   */
  public static Manifest read(URL location) throws IOException {
    try (InputStream in = location.openStream()) {
      return read(in);
    }
  }

  /**
   * Finds the manifest of {@code plugin} as {@link #RESOURCE} among the resources of its class
   * loader.
   *
   * @throws IOException when there is none of its name
   */
  public static Manifest of(ProviderPlugin plugin) throws IOException {
    Enumeration<URL> candidates = plugin.getClass().getClassLoader().getResources(RESOURCE);
    while (candidates.hasMoreElements()) {
      Manifest manifest = read(candidates.nextElement());
      if (manifest.name().equals(plugin.name())) {
        return manifest;
      }
    }
    throw new IOException("there is no " + RESOURCE + " with the name " + plugin.name());
  }

  /** The plugin's name; empty when it says none. */
  public String name() {
    String name = Json.text(json, "name");
    return name == null ? "" : name;
  }

  /**
   * A section or type.
   *
   * @throws IllegalArgumentException when the manifest has none of that name, or its schema has a
   *     reference that leads nowhere
   */
  public ResourceType type(String name) {
    JsonNode section = entry("sections", name);
    if (section != null) {
      return ResourceType.ofSection(name, section);
    }
    JsonNode type = entry("types", name);
    if (type == null) {
      throw new IllegalArgumentException("the manifest has neither a section nor a type " + name);
    }
    return ResourceType.ofType(name, type);
  }

  /**
   * A look-up.
   *
   * @throws IllegalArgumentException when the manifest has none of that name
   */
  public ResourceType lookup(String name) {
    JsonNode lookup = entry("data", name);
    if (lookup == null) {
      throw new IllegalArgumentException("the manifest has no look-up " + name);
    }
    return ResourceType.ofType(name, lookup);
  }

  /** What the entries in {@code providers:} are like. */
  public AttributeSchema configuration() {
    JsonNode schema = json.get("configuration");
    return schema == null
        ? AttributeSchema.ANY
        : AttributeSchemaReader.read(SharedSchemas.inlined(schema));
  }

  /** Everything that is wrong with it, a clause each; empty when nothing is. */
  public List<String> problems() {
    return ManifestCheck.of(json);
  }

  private @Nullable JsonNode entry(String key, String name) {
    for (Map.Entry<String, JsonNode> entry : Json.entries(json, key)) {
      if (entry.getKey().equals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
