package dev.paas.cli.review;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a document that stands on one line, a line for each of its values: JSON, or a map or a
 * list of YAML in braces. It only moves white space: whatever the text has is in its lines, so that
 * nothing can be hidden from a review.
 */
final class FlowLayout {
  private static final int LARGEST = 1 << 16;

  private final String text;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int depth;

  private FlowLayout(String text) {
    this.text = text;
  }

  /** The lines of a map or a list with something in it; {@code null} for another text. */
  static @Nullable List<String> lines(String text) {
    List<String> json = JsonLayout.lines(text);
    if (json != null) {
      return json;
    }
    String stripped = text.strip();
    boolean looksLikeIt =
        stripped.length() < LARGEST
            && stripped.indexOf('\n') < 0
            && (stripped.startsWith("{") || stripped.startsWith("["));
    return looksLikeIt && isCollection(stripped) ? new FlowLayout(stripped).lay() : null;
  }

  private static boolean isCollection(String text) {
    Diagnostics problems = new Diagnostics();
    Node root = new YamlReader(YamlLimits.DEFAULT).read(new Source("", text), problems);
    boolean filled =
        (root instanceof MappingNode map && !map.isEmpty() && hasValues(map))
            || (root instanceof SequenceNode list && !list.items().isEmpty());
    return filled && !problems.hasErrors();
  }

  /** Words of a shell in braces would be keys without values. */
  private static boolean hasValues(MappingNode map) {
    return map.entries().stream()
        .noneMatch(entry -> entry.value() instanceof ScalarNode value && value.text().isEmpty());
  }

  /** In such a text braces and commas outside of quotes stand for nothing else. */
  private List<String> lay() {
    boolean begins = true;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (begins && (c == '"' || c == '\'')) {
        int end = endOfQuoted(at);
        line.append(text, at, end);
        at = end;
        begins = false;
        continue;
      }
      begins = "{}[],".indexOf(c) >= 0 || (c == ' ' && (begins || text.charAt(at - 1) == ':'));
      switch (c) {
        case '{', '[' -> {
          line.append(c);
          end(depth++);
        }
        case '}', ']' -> {
          end(depth--);
          line.append(c);
        }
        case ',' -> {
          line.append(c);
          end(depth);
        }
        default -> line.append(c);
      }
      at++;
    }
    end(depth);
    return lines;
  }

  private int endOfQuoted(int start) {
    char quote = text.charAt(start);
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = quote == '\'' && at + 1 < text.length() && text.charAt(at + 1) == quote;
      if (c == quote && !doubled) {
        return at + 1;
      }
      at += (c == '\\' && quote == '"') || (c == quote && doubled) ? 2 : 1;
    }
    return text.length();
  }

  private void end(int indent) {
    String content = line.toString().strip();
    if (!content.isEmpty()) {
      lines.add("  ".repeat(indent) + content);
    }
    line.setLength(0);
  }
}
