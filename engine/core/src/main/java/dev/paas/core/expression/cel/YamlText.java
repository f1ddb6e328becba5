package dev.paas.core.expression.cel;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a value as YAML, in blocks; what YAML might take for something else is in quotes. */
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  static String of(Value value) {
    YamlText yaml = new YamlText();
    yaml.block(value, 0, false);
    return yaml.text.toString();
  }

  /**
   * Writes a value up to the end of its last line.
   *
   * @param inline whether the line has begun already
   */
  private void block(Value value, int depth, boolean inline) {
    if (value instanceof MapValue map && !map.isEmpty()) {
      boolean first = inline;
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        indent(first ? 0 : depth);
        first = false;
        text.append(scalar(entry.getKey())).append(':');
        nested(entry.getValue(), depth);
      }
    } else if (value instanceof ListValue list && !list.values().isEmpty()) {
      boolean first = inline;
      for (Value item : list.values()) {
        indent(first ? 0 : depth);
        first = false;
        text.append("- ");
        block(item, depth + 1, true);
      }
    } else {
      text.append(single(value)).append('\n');
    }
  }

  private void nested(Value value, int depth) {
    boolean map = value instanceof MapValue entries && !entries.isEmpty();
    boolean list = value instanceof ListValue items && !items.values().isEmpty();
    text.append(map || list ? "\n" : " ");
    block(value, depth + 1, !map && !list);
  }

  private void indent(int depth) {
    text.append("  ".repeat(depth));
  }

  private static String single(Value value) {
    String string = Value.textOf(value);
    return string == null ? JsonValues.toJson(value, JsonValues.NONE) : scalar(string);
  }

  private static String scalar(String string) {
    boolean plain =
        PLAIN.matcher(string).matches()
            && !WORDS.contains(string.toLowerCase(java.util.Locale.ROOT));
    return plain ? string : JsonValues.toJson(Value.of(string), JsonValues.NONE);
  }
}
