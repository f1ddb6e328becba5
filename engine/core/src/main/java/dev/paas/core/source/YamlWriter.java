package dev.paas.core.source;

import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.regex.Pattern;

/**
 * Writes {@link Node}s as YAML in one form, whatever form they were read from: block maps and
 * lists, two blanks for each level, texts without quotes where they need none. What {@link
 * YamlReader} makes of it means the same. Comments, anchors and the user's quotes are gone.
 */
public final class YamlWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./$(+-][A-Za-z0-9_./$(){}@%^&*+=;,<>|~'! -]*");
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private YamlWriter() {}

  /** A document; it ends with a line end. */
  public static String write(Node node) {
    YamlWriter writer = new YamlWriter();
    if (isBlock(node)) {
      writer.block(node, 0);
    } else {
      writer.flow(node, 0);
    }
    return writer.text.toString();
  }

  private static boolean isBlock(Node node) {
    return (node instanceof MappingNode map && !map.isEmpty())
        || (node instanceof SequenceNode list && !list.items().isEmpty());
  }

  private void block(Node node, int depth) {
    if (node instanceof MappingNode map) {
      boolean first = true;
      for (MappingNode.Entry entry : map.entries()) {
        indent(first && isAfterDash() ? 0 : depth);
        text.append(key(entry.name())).append(':');
        value(entry.value(), depth);
        first = false;
      }
    } else if (node instanceof SequenceNode list) {
      boolean first = true;
      for (Node item : list.items()) {
        indent(first && isAfterDash() ? 0 : depth);
        text.append('-');
        item(item, depth);
        first = false;
      }
    }
  }

  /** A first entry goes on in the line of its list's dash. */
  private boolean isAfterDash() {
    int length = text.length();
    return length > 1 && text.charAt(length - 1) == ' ' && text.charAt(length - 2) == '-';
  }

  private void value(Node value, int depth) {
    if (isBlock(value)) {
      text.append('\n');
      block(value, depth + 1);
    } else {
      text.append(' ');
      flow(value, depth + 1);
    }
  }

  private void item(Node item, int depth) {
    text.append(' ');
    if (isBlock(item)) {
      block(item, depth + 1);
    } else {
      flow(item, depth + 1);
    }
  }

  private void flow(Node node, int depth) {
    if (node instanceof ScalarNode scalar) {
      scalar(scalar, depth);
    } else {
      text.append(node instanceof MappingNode ? "{}" : "[]").append('\n');
    }
  }

  private void scalar(ScalarNode scalar, int depth) {
    if (!(scalar.value() instanceof StringValue string)) {
      text.append(scalar.value().isNull() ? "null" : scalar.text()).append('\n');
    } else if (isLiteral(string.text())) {
      literal(string.text(), depth);
    } else {
      text.append(isPlain(string.text()) ? string.text() : quoted(string.text())).append('\n');
    }
  }

  private static String key(String name) {
    return PLAIN_KEY.matcher(name).matches() && isText(name) ? name : quoted(name);
  }

  private static boolean isText(String text) {
    Value meaning = PlainScalar.resolve(text);
    return meaning instanceof StringValue;
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && !text.endsWith(" ")
        && !text.startsWith("- ")
        && !text.equals("-")
        && !text.startsWith("---")
        && !text.startsWith("...")
        && isText(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (isPrintable(c) || isPair(text, i)) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(char c) {
    return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x2028) || (c > 0x2029 && c < 0xd800);
  }

  /** Whether a character is half of one beyond the first 65,536. */
  private static boolean isPair(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Whether a text has several lines and nothing that a literal block could not have. */
  private static boolean isLiteral(String value) {
    if (value.indexOf('\n') < 0 || value.charAt(0) == '\n' || value.charAt(0) == ' ') {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean blankEnd = c == ' ' && (i + 1 == value.length() || value.charAt(i + 1) == '\n');
      if ((c != '\n' && !isPrintable(c)) || blankEnd) {
        return false;
      }
    }
    return true;
  }

  private void literal(String value, int depth) {
    boolean ends = value.endsWith("\n");
    text.append('|').append(!ends ? "-" : value.endsWith("\n\n") ? "+" : "").append('\n');
    String body = ends ? value.substring(0, value.length() - 1) : value;
    for (String line : body.split("\n", -1)) {
      if (!line.isEmpty()) {
        indent(Math.max(1, depth));
        text.append(line);
      }
      text.append('\n');
    }
  }

  private void indent(int depth) {
    text.append(INDENT.repeat(depth));
  }
}
