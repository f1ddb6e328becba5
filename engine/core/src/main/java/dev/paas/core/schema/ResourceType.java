package dev.paas.core.schema;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type of resource as one plugin implements it: a section of {@code platform.yaml}, or a type of
 * the plugin's own. What it says comes from the plugin's manifest; the schema is read when it is
 * asked for first.
 */
public final class ResourceType {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(20);
  private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofMinutes(2);

  private final String plugin;
  private final String name;
  private final Kind kind;
  private final JsonNode entry;
  private volatile @Nullable SchemaValidator validator;
  private volatile @Nullable SchemaValidator resolvedValidator;
  private volatile @Nullable SchemaValidator answerValidator;

  /** What a type is of. */
  private enum Kind {
    SECTION,
    OWN,
    LOOKUP
  }

  private ResourceType(String plugin, String name, Kind kind, JsonNode entry) {
    this.plugin = plugin;
    this.name = name;
    this.kind = kind;
    this.entry = entry;
  }

  /** A section that {@code plugin} implements. */
  public static ResourceType ofSection(String plugin, String section, JsonNode entry) {
    return new ResourceType(plugin, section, Kind.SECTION, entry);
  }

  /** A type of the plugin's own. */
  public static ResourceType ofType(String plugin, String name, JsonNode entry) {
    return new ResourceType(plugin, name, Kind.OWN, entry);
  }

  /** A look-up of the plugin's, for the section {@code data}. */
  public static ResourceType ofLookup(String plugin, String name, JsonNode entry) {
    return new ResourceType(plugin, name, Kind.LOOKUP, entry);
  }

  /** The plugin's name. */
  public String plugin() {
    return plugin;
  }

  /** The section's name, or the type's, such as {@code random.password}. */
  public String name() {
    return name;
  }

  public boolean isSection() {
    return kind == Kind.SECTION;
  }

  /** Whether it is only read: a type of the section {@code data}. */
  public boolean isLookup() {
    return kind == Kind.LOOKUP;
  }

  /** What it is for. */
  public String description() {
    String text = isSection() ? text(CoreSchemas.section(name), "description") : "";
    return text.isEmpty() ? text(entry, "description") : text;
  }

  /** Whether the provider's {@code plan} is called. */
  public boolean plans() {
    return is("plans", false);
  }

  /** Whether something outside of the state is made. */
  public boolean external() {
    return is("external", true);
  }

  /** Whether all resources of the type are read in one call. */
  public boolean batchRead() {
    return is("batchRead", false);
  }

  /**
   * Whether the provider of an entry of the section must be named for it to be this one, as long as
   * another one implements the section too.
   */
  public boolean onlyNamed() {
    return is("onlyNamed", false);
  }

  /** Whether existing ones can be imported. */
  public boolean imports() {
    return is("imports", false);
  }

  /** The version of its stored attributes. */
  public int schemaVersion() {
    JsonNode version = entry.get("schemaVersion");
    return version == null ? 1 : version.intValue();
  }

  /**
   * How long a call may take when the user says nothing.
   *
   * @param operation {@code create}, {@code update}, {@code delete} or {@code read}
   */
  public Duration timeout(String operation) {
    JsonNode timeouts = entry.get("timeouts");
    JsonNode own = timeouts == null ? null : timeouts.get(operation);
    if (own != null) {
      return Quantities.duration(own.stringValue());
    }
    return operation.equals("read") ? DEFAULT_READ_TIMEOUT : DEFAULT_TIMEOUT;
  }

  /** What the plugin cannot honour: attribute path to reason. */
  public Map<String, String> unsupported() {
    Map<String, String> reasons = new LinkedHashMap<>();
    JsonNode unsupported = entry.get("unsupported");
    if (unsupported != null) {
      unsupported.properties().forEach(e -> reasons.put(e.getKey(), e.getValue().stringValue()));
    }
    return reasons;
  }

  /** What its attributes are like. */
  public AttributeSchema attributes() {
    return validator().attributes();
  }

  /** Checks what the user wrote. */
  public SchemaValidator validator() {
    SchemaValidator made = validator;
    if (made == null) {
      synchronized (this) {
        made = validator;
        if (made == null) {
          made = SchemaValidator.of(id(), schema());
          validator = made;
        }
      }
    }
    return made;
  }

  /**
   * Checks what the user wrote when it is evaluated: shorthands written out, references filled in.
   */
  public SchemaValidator resolvedValidator() {
    SchemaValidator made = resolvedValidator;
    if (made == null) {
      synchronized (this) {
        made = resolvedValidator;
        if (made == null) {
          made = SchemaValidator.ofResolved(id() + ":resolved", schema());
          resolvedValidator = made;
        }
      }
    }
    return made;
  }

  /** Checks what the provider answers: all attributes, also those that it computes. */
  public SchemaValidator answerValidator() {
    SchemaValidator made = answerValidator;
    if (made == null) {
      synchronized (this) {
        made = answerValidator;
        if (made == null) {
          made = SchemaValidator.ofAnswer(id() + ":answer", schema());
          answerValidator = made;
        }
      }
    }
    return made;
  }

  private String id() {
    return "urn:paas:" + (isLookup() ? "data:" : "type:") + plugin + ":" + name;
  }

  /** The JSON Schema with our keywords: for a section, with the plugin's options. */
  public ObjectNode schema() {
    if (!isSection()) {
      JsonNode schema = entry.get("schema");
      return schema instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode().put("type", "object");
    }
    ObjectNode schema = ((ObjectNode) CoreSchemas.section(name)).deepCopy();
    JsonNode options = entry.get("options");
    if (options != null) {
      ObjectNode properties = (ObjectNode) schema.get("properties");
      options.properties().forEach(option -> properties.set(option.getKey(), option.getValue()));
    }
    return schema;
  }

  private boolean is(String key, boolean otherwise) {
    JsonNode value = entry.get(key);
    return value == null ? otherwise : value.booleanValue();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null || !value.isString() ? "" : value.stringValue();
  }

  @Override
  public String toString() {
    return name + " (" + plugin + ")";
  }
}
