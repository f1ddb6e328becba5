package dev.paas.core.schema;

import dev.paas.core.json.JsonTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The schemas that come with the engine, from the module {@code schema}. */
public final class CoreSchemas {
  /**
   * The sections of {@code platform.yaml} that hold resources, in the order of the documentation.
   */
  public static final List<String> SECTIONS =
      List.of("networks", "vms", "volumes", "images", "secrets", "config", "services");

  /** The section of types that have no section of their own. */
  public static final String RESOURCES = "resources";

  /** The section of look-ups. */
  public static final String DATA = "data";

  private static final String PREFIX = "urn:paas:schema:";
  private static final Map<String, JsonNode> LOADED = new ConcurrentHashMap<>();

  private CoreSchemas() {}

  /** Whether an entry of a section says of which type it is. */
  public static boolean isTyped(String section) {
    return section.equals(RESOURCES) || section.equals(DATA);
  }

  /** Whether a section has entries that expressions can refer to as resources. */
  public static boolean isSection(String name) {
    return isTyped(name) || SECTIONS.contains(name);
  }

  /** Whether an entry of a section may be called that. */
  public static boolean isName(String text) {
    return Names.PATTERN.matcher(text).find();
  }

  /** What the schema says of names, once it is asked for. */
  private static final class Names {
    static final Pattern PATTERN =
        Pattern.compile(byId(PREFIX + "definitions").at("/$defs/name/pattern").stringValue());
  }

  /** The schema of a section's entries. */
  public static JsonNode section(String name) {
    return byId(PREFIX + "sections:" + name);
  }

  /** The schema of the document around the sections. */
  public static JsonNode platform() {
    return byId(PREFIX + "platform");
  }

  /** The schema of a module's document: that of a platform, which need not have a name. */
  public static JsonNode module() {
    ObjectNode module = (ObjectNode) platform().deepCopy();
    module.remove("required");
    return module;
  }

  /**
   * A schema by its {@code $id}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static JsonNode byId(String id) {
    return LOADED.computeIfAbsent(id, CoreSchemas::load);
  }

  /** The schema that references lead to; one within a document leads into the platform's. */
  public static JsonNode resolved(JsonNode schema) {
    JsonNode current = schema;
    while (current.has("$ref")) {
      String reference = current.get("$ref").stringValue();
      if (reference.startsWith("#")) {
        ObjectNode absolute = (ObjectNode) current.deepCopy();
        absolute.put("$ref", PREFIX + "platform" + reference);
        current = absolute;
      }
      current = inlined(current);
    }
    return current;
  }

  /**
   * What a reference to one of these schemas stands for: its target, with the keywords beside the
   * {@code $ref} added or standing before those of the target.
   */
  static ObjectNode inlined(JsonNode referring) {
    String reference = referring.get("$ref").stringValue();
    int hash = reference.indexOf('#');
    String document = hash < 0 ? reference : reference.substring(0, hash);
    JsonNode target = byId(document).at(hash < 0 ? "" : reference.substring(hash + 1));
    return merged(target, reference, referring);
  }

  /** {@code target} with the keywords that stand beside the {@code $ref} to it. */
  static ObjectNode merged(JsonNode target, String reference, JsonNode referring) {
    if (!(target instanceof ObjectNode object)) {
      throw new IllegalArgumentException("the schema's reference " + reference + " leads nowhere");
    }
    ObjectNode merged = object.deepCopy();
    referring
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("$ref")) {
                merged.set(entry.getKey(), entry.getValue());
              }
            });
    return merged;
  }

  private static JsonNode load(String id) {
    String name = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    String file =
        name.startsWith("sections:")
            ? "sections/" + name.substring("sections:".length()) + ".json"
            : name + ".schema.json";
    try (InputStream json =
        CoreSchemas.class.getClassLoader().getResourceAsStream("dev/paas/schema/" + file)) {
      if (json == null) {
        throw new IllegalArgumentException("there is no schema " + id);
      }
      JsonNode schema = JsonTrees.parse(json);
      if (!id.equals(PREFIX + "platform")) {
        makeAbsolute(schema, id);
      }
      return schema;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * References within a document must lead to the same place from where it is copied to; only the
   * platform's is composed as it stands.
   */
  private static void makeAbsolute(JsonNode node, String id) {
    if (node instanceof ObjectNode object
        && object.get("$ref") instanceof StringNode reference
        && reference.stringValue().startsWith("#")) {
      object.put("$ref", id + reference.stringValue());
    }
    node.forEach(child -> makeAbsolute(child, id));
  }
}
