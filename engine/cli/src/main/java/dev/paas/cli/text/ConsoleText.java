package dev.paas.cli.text;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.Map;

/**
 * A value in full and on one line, as it could be typed: texts in quotes. What is sensitive is
 * masked, what is not known yet is said to be.
 */
public final class ConsoleText {
  private ConsoleText() {}

  public static String of(Value value) {
    StringBuilder text = new StringBuilder();
    append(value, text);
    return text.toString();
  }

  private static void append(Value value, StringBuilder text) {
    if (value instanceof StringValue string) {
      quoted(string.text(), text);
    } else if (value instanceof ListValue list) {
      text.append('[');
      String separator = "";
      for (Value item : list.values()) {
        text.append(separator);
        append(item, text);
        separator = ", ";
      }
      text.append(']');
    } else if (value instanceof MapValue map) {
      text.append('{');
      String separator = "";
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        text.append(separator);
        quoted(entry.getKey(), text);
        text.append(": ");
        append(entry.getValue(), text);
        separator = ", ";
      }
      text.append('}');
    } else {
      text.append(value);
    }
  }

  private static void quoted(String content, StringBuilder text) {
    text.append('"');
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> {
                  if (Character.isISOControl(c)) {
                    text.append(String.format("\\u%04x", c));
                  } else {
                    text.appendCodePoint(c);
                  }
                }
              }
            });
    text.append('"');
  }
}
