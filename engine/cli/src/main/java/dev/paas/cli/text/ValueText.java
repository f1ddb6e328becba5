package dev.paas.cli.text;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values look on one line. What is sensitive is never shown. */
public final class ValueText {
  private static final int LONGEST = 72;

  private ValueText() {}

  /** A value, cut when it is long. */
  public static String shortened(@Nullable Value value) {
    if (value == null) {
      return "(nothing)";
    }
    if (value instanceof StringValue string) {
      return text(string.text());
    }
    String text = whole(value);
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST - 1) + "… (" + text.length() + " characters)";
  }

  private static String text(String text) {
    int newline = text.indexOf('\n');
    boolean several = newline >= 0 && newline < text.length() - 1;
    String first = newline < 0 ? text : text.substring(0, newline);
    String cut = first.length() > LONGEST ? first.substring(0, LONGEST - 1) + "…" : first;
    String quoted = "\"" + cut.replace("\"", "\\\"") + "\"";
    if (several) {
      long lines = text.lines().count();
      return quoted + " … (" + lines + " lines)";
    }
    return first.length() > LONGEST ? quoted + " (" + text.length() + " characters)" : quoted;
  }

  private static String whole(Value value) {
    if (value instanceof ListValue list) {
      List<String> items = new ArrayList<>();
      list.values().forEach(item -> items.add(whole(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value instanceof MapValue map) {
      List<String> entries = new ArrayList<>();
      map.entries().forEach((key, entry) -> entries.add(key + ": " + whole(entry)));
      return "{" + String.join(", ", entries) + "}";
    }
    boolean scalar =
        value instanceof IntegerValue
            || value instanceof DecimalValue
            || value instanceof BooleanValue;
    return scalar ? value.toString() : value.toString().replace("\n", "\\n");
  }

  /** A value as a program wants it: a text without quotes, anything else as JSON would have it. */
  public static String raw(Value value) {
    return value instanceof StringValue string ? string.text() : whole(value);
  }
}
