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

/** How values look. What is sensitive is never shown. */
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

  /**
   * A value in full: on one line when it is no longer than {@code longest}, else as YAML has it, an
   * empty line first. What would command a terminal is escaped.
   */
  public static List<String> lines(@Nullable Value value, int longest) {
    if (value == null) {
      return List.of("(nothing)");
    }
    if (value instanceof StringValue string) {
      return textLines(string.text());
    }
    String whole = whole(value);
    boolean composed = value instanceof ListValue || value instanceof MapValue;
    if (!composed || (whole.length() <= longest && !whole.contains("\\n"))) {
      return List.of(whole);
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (value instanceof MapValue map) {
      map.entries()
          .forEach((key, entry) -> nested(escaped(key) + ": ", lines(entry, longest), lines));
    } else if (value instanceof ListValue list) {
      list.values().forEach(item -> nested("- ", lines(item, longest), lines));
    }
    return lines;
  }

  private static void nested(String lead, List<String> nested, List<String> lines) {
    boolean joined = lead.equals("- ") && nested.get(0).isEmpty() && nested.size() > 1;
    int from = joined ? 1 : 0;
    String first = joined ? nested.get(1) : nested.get(0);
    lines.add((lead + first).stripTrailing());
    nested.subList(from + 1, nested.size()).forEach(line -> lines.add("  " + line));
  }

  private static List<String> textLines(String text) {
    if (!isSeveralLines(text)) {
      return List.of(quoted(text));
    }
    List<String> lines = new ArrayList<>();
    lines.add("|");
    text.lines().forEach(line -> lines.add("  " + escaped(line)));
    return lines;
  }

  /** Whether a text has more than one line. */
  public static boolean isSeveralLines(String text) {
    int newline = text.indexOf('\n');
    return newline >= 0 && newline < text.length() - 1;
  }

  /**
   * Text in which what a terminal would take for a command can be seen, and what would reorder or
   * hide other characters.
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || isPlain(c)) {
                escaped.appendCodePoint(c);
              } else if (c == '\n') {
                escaped.append("\\n");
              } else {
                escaped.append(
                    c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
              }
            });
    return escaped.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** A text on one line, in quotes. */
  public static String quoted(String text) {
    return "\"" + escaped(text).replace("\"", "\\\"") + "\"";
  }

  private static String text(String text) {
    int newline = text.indexOf('\n');
    boolean several = isSeveralLines(text);
    String first = newline < 0 ? text : text.substring(0, newline);
    String cut = first.length() > LONGEST ? first.substring(0, LONGEST - 1) + "…" : first;
    String quoted = quoted(cut);
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
      map.entries().forEach((key, entry) -> entries.add(escaped(key) + ": " + whole(entry)));
      return "{" + String.join(", ", entries) + "}";
    }
    boolean scalar =
        value instanceof IntegerValue
            || value instanceof DecimalValue
            || value instanceof BooleanValue;
    if (value instanceof StringValue string) {
      return quoted(string.text());
    }
    return scalar ? value.toString() : escaped(value.toString());
  }

  /** A value as a program wants it: a text without quotes, anything else as JSON would have it. */
  public static String raw(Value value) {
    if (value instanceof StringValue string) {
      return string.text();
    }
    boolean composed = value instanceof ListValue || value instanceof MapValue;
    return composed ? ConsoleText.of(value) : whole(value);
  }
}
