package dev.paas.core.platform;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.Meanings;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the configuration of something that exists: what the user can set and has a value other
 * than its default. What is sensitive, and what the provider computes, is left out.
 */
public final class GeneratedConfiguration {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
  private static final Set<String> MEANT_OTHERWISE =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final List<String> lines = new ArrayList<>();

  private GeneratedConfiguration() {}

  /**
   * The lines of a resource's entry, its name first.
   *
   * @param name the resource's name
   * @param first entries that stand before the attributes, such as its type
   * @param schema what its attributes are like
   * @param attributes what it is
   */
  public static List<String> lines(
      String name, Map<String, String> first, AttributeSchema schema, MapValue attributes) {
    GeneratedConfiguration written = new GeneratedConfiguration();
    first.forEach((key, value) -> written.lines.add("  " + key + ": " + text(value)));
    written.entries(schema, attributes, "  ");
    boolean empty = written.lines.stream().allMatch(line -> line.strip().startsWith("#"));
    List<String> all = new ArrayList<>();
    all.add(text(name) + (empty ? ": {}" : ":"));
    all.addAll(written.lines);
    return all;
  }

  private void entries(AttributeSchema schema, MapValue attributes, String indent) {
    for (Map.Entry<String, Value> entry : attributes.entries().entrySet()) {
      AttributeSchema property = schema.property(entry.getKey());
      Value value = entry.getValue();
      if (property == null || !isWanted(property, value)) {
        continue;
      }
      if (property.is(Flag.WRITE_ONLY) || property.is(Flag.SENSITIVE) || value.hasSensitive()) {
        lines.add(indent + "# " + entry.getKey() + ": it is sensitive, and not written here");
      } else {
        entry(text(entry.getKey()) + ":", property, value.unwrapped(), indent);
      }
    }
  }

  private static boolean isWanted(AttributeSchema property, Value value) {
    Value byDefault = property.defaultValue();
    boolean empty =
        value instanceof ListValue list
            ? list.values().isEmpty()
            : value instanceof MapValue map && map.isEmpty();
    return property.isInput()
        && !property.isComputed()
        && !value.isNull()
        && !value.isUnknown()
        && !empty
        && (byDefault == null || !Meanings.same(value, byDefault, property));
  }

  private void entry(String key, AttributeSchema schema, Value value, String indent) {
    if (value instanceof MapValue map) {
      int before = lines.size();
      lines.add(indent + key);
      entries(schema, map, indent + "  ");
      if (lines.size() == before + 1) {
        lines.set(before, indent + key + " {}");
      }
    } else if (value instanceof ListValue list) {
      lines.add(indent + key);
      AttributeSchema element = schema.element();
      for (Value item : list.values()) {
        item(element, item.unwrapped(), indent + "  ");
      }
    } else {
      lines.add(indent + key + " " + scalar(value));
    }
  }

  private void item(@Nullable AttributeSchema schema, Value value, String indent) {
    AttributeSchema known = schema == null ? AttributeSchema.ANY : schema;
    if (value instanceof MapValue map) {
      int before = lines.size();
      entries(known, map, indent + "  ");
      if (lines.size() == before) {
        lines.add(indent + "- {}");
      } else {
        String first = lines.get(before);
        lines.set(before, indent + "- " + first.substring(indent.length() + 2));
      }
    } else if (value instanceof ListValue) {
      lines.add(indent + "-");
      entry("-", known, value, indent + "  ");
    } else {
      lines.add(indent + "- " + scalar(value));
    }
  }

  private static String scalar(Value value) {
    if (value instanceof StringValue string) {
      return text(string.text());
    }
    boolean plain =
        value instanceof BooleanValue
            || value instanceof IntegerValue
            || value instanceof DecimalValue;
    return plain ? value.toString() : "null";
  }

  /** A text as YAML: plain where it can be nothing else, in double quotes otherwise. */
  static String text(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !MEANT_OTHERWISE.contains(text.toLowerCase(java.util.Locale.ROOT));
    if (plain) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    String escaped = text.replace("${", "$${");
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean shown = c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0xfeff;
          quoted.append(shown ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
