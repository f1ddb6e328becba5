package dev.paas.core.schema;

import dev.paas.core.json.JsonValues;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.AttributeSchema.From;
import dev.paas.core.schema.AttributeSchema.ShortFor;
import dev.paas.core.schema.AttributeSchema.Shorthand;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@link AttributeSchema}s out of JSON Schemas. */
final class AttributeSchemaReader {
  private final JsonNode root;
  private final Map<String, AttributeSchema> read = new HashMap<>();

  private AttributeSchemaReader(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads a whole schema.
   *
   * @throws IllegalArgumentException when a reference in it leads nowhere
   */
  static AttributeSchema read(JsonNode schema) {
    return new AttributeSchemaReader(schema).attribute(schema);
  }

  private AttributeSchema attribute(JsonNode node) {
    JsonNode reference = node.get("$ref");
    if (reference == null) {
      return describe(node);
    }
    String target = reference.stringValue();
    if (!target.startsWith("#")) {
      return attribute(CoreSchemas.inlined(node));
    }
    if (node.size() > 1) {
      return attribute(CoreSchemas.merged(root.at(target.substring(1)), target, node));
    }
    AttributeSchema known = read.get(target);
    if (known == null) {
      // A schema that contains itself is taken as far as it has been read: inside, anything goes.
      read.put(target, AttributeSchema.ANY);
      known = attribute(CoreSchemas.merged(root.at(target.substring(1)), target, node));
      read.put(target, known);
    }
    return known;
  }

  private AttributeSchema describe(JsonNode node) {
    JsonNode additional = node.get("additionalProperties");
    JsonNode items = node.get("items");
    JsonNode value = node.get("default");
    return new AttributeSchema(
        kinds(node),
        text(node, "description", ""),
        flags(node, additional),
        value == null ? null : JsonValues.of(value),
        text(node, "format", ""),
        texts(node.get("x-paas-changes-with")),
        nullableText(node, "x-paas-reference"),
        shortFor(node.get("x-paas-short-for")),
        from(node.get("x-paas-from")),
        shorthand(node),
        nullableText(node, "x-paas-default-reference"),
        nullableText(node, "x-paas-identity"),
        texts(node.get("x-paas-alias")),
        deprecation(node),
        properties(node.get("properties")),
        additional != null && additional.isObject() ? attribute(additional) : null,
        items == null || !items.isObject() ? null : attribute(items),
        new HashSet<>(texts(node.get("required"))));
  }

  private Map<String, AttributeSchema> properties(@Nullable JsonNode node) {
    Map<String, AttributeSchema> properties = new LinkedHashMap<>();
    if (node != null) {
      node.properties()
          .forEach(entry -> properties.put(entry.getKey(), attribute(entry.getValue())));
    }
    return properties;
  }

  private static Set<ValueKind> kinds(JsonNode node) {
    Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    JsonNode type = node.get("type");
    if (type != null && type.isString()) {
      kinds.add(JsonValues.kind(type.stringValue()));
    } else if (type != null) {
      type.forEach(name -> kinds.add(JsonValues.kind(name.stringValue())));
    } else if (node.has("properties")) {
      kinds.add(ValueKind.OBJECT);
    } else if (node.has("enum")) {
      node.get("enum").forEach(value -> kinds.add(JsonValues.of(value).kind()));
    }
    return kinds;
  }

  private static Set<Flag> flags(JsonNode node, @Nullable JsonNode additional) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    addIf(flags, node, "readOnly", Flag.READ_ONLY);
    addIf(flags, node, "writeOnly", Flag.WRITE_ONLY);
    addIf(flags, node, "x-paas-computed", Flag.COMPUTED);
    addIf(flags, node, "x-paas-replace", Flag.REPLACE);
    addIf(flags, node, "x-paas-sensitive", Flag.SENSITIVE);
    addIf(flags, node, "x-paas-static", Flag.STATIC);
    addIf(flags, node, "x-paas-unordered", Flag.UNORDERED);
    addIf(flags, node, "x-paas-path", Flag.PATH);
    addIf(flags, node, "x-paas-exclusive", Flag.EXCLUSIVE);
    boolean closed = additional != null && additional.isBoolean() && !additional.booleanValue();
    if (!closed && (additional == null || !additional.isObject())) {
      flags.add(Flag.OPEN);
    }
    return flags;
  }

  private static void addIf(Set<Flag> flags, JsonNode node, String keyword, Flag flag) {
    JsonNode value = node.get(keyword);
    if (value != null && value.isBoolean() && value.booleanValue()) {
      flags.add(flag);
    }
  }

  private static @Nullable ShortFor shortFor(@Nullable JsonNode node) {
    From from = from(node);
    return from == null ? null : new ShortFor(from.sibling(), from.attribute());
  }

  private static @Nullable From from(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    Map.Entry<String, JsonNode> only = node.properties().iterator().next();
    return new From(only.getKey(), only.getValue().stringValue());
  }

  private static @Nullable Shorthand shorthand(JsonNode node) {
    String name = nullableText(node, "x-paas-shorthand");
    return name == null ? null : Shorthand.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static @Nullable String deprecation(JsonNode node) {
    JsonNode deprecated = node.get("deprecated");
    boolean is = deprecated != null && deprecated.isBoolean() && deprecated.booleanValue();
    return is ? text(node, "x-paas-deprecation", "") : null;
  }

  private static String text(JsonNode node, String keyword, String otherwise) {
    String text = nullableText(node, keyword);
    return text == null ? otherwise : text;
  }

  private static @Nullable String nullableText(JsonNode node, String keyword) {
    JsonNode value = node.get(keyword);
    return value == null || !value.isString() ? null : value.stringValue();
  }

  private static List<String> texts(@Nullable JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node != null && node.isArray()) {
      node.forEach(item -> texts.add(item.stringValue()));
    }
    return texts;
  }
}
