package dev.paas.cli.review;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a document of JSON, a line for each of its values. It only moves white space: whatever
 * the text has is in its lines, so that nothing can be hidden from a review.
 */
final class JsonLayout {
  private static final int LARGEST = 1 << 20;

  private final String text;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int depth;
  private boolean quoted;
  private boolean ended;

  private JsonLayout(String text) {
    this.text = text;
  }

  /** The lines of an object or a list with something in it; {@code null} for another text. */
  static @Nullable List<String> lines(String text) {
    String stripped = text.strip();
    boolean looksLikeIt =
        stripped.length() > 2
            && stripped.length() < LARGEST
            && ((stripped.startsWith("{\"") || stripped.matches("(?s)\\{\\s+\".*"))
                || stripped.startsWith("["));
    return looksLikeIt ? new JsonLayout(stripped).lay() : null;
  }

  private @Nullable List<String> lay() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ended) {
        return null;
      }
      if (quoted) {
        line.append(c);
        if (c == '\\' && i + 1 < text.length()) {
          line.append(text.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        }
      } else if (!outside(c, i)) {
        return null;
      }
    }
    if (!ended) {
      return null;
    }
    end();
    return lines;
  }

  /** Takes a character outside of quotes; whether it may stand there. */
  private boolean outside(char c, int at) {
    switch (c) {
      case '"' -> {
        quoted = true;
        line.append(c);
      }
      case '{', '[' -> {
        line.append(c);
        depth++;
        if (!closes(at)) {
          end();
        }
      }
      case '}', ']' -> {
        if (!line.isEmpty() && !opened()) {
          end();
        }
        depth--;
        line.append(c);
        ended = depth == 0;
      }
      case ',' -> {
        line.append(c);
        end();
      }
      case ':' -> line.append(": ");
      default -> {
        boolean literal = Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
        if (!literal && !Character.isWhitespace(c)) {
          return false;
        }
        if (literal) {
          line.append(c);
        }
      }
    }
    return depth >= 0;
  }

  /** Whether the object or list that begins at a place is empty. */
  private boolean closes(int at) {
    int i = at + 1;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() && (text.charAt(i) == '}' || text.charAt(i) == ']');
  }

  private boolean opened() {
    char last = line.charAt(line.length() - 1);
    return last == '{' || last == '[';
  }

  private void end() {
    int indent = depth;
    String content = line.toString();
    if (content.endsWith("{") || content.endsWith("[")) {
      indent--;
    }
    lines.add("  ".repeat(Math.max(0, indent)) + content);
    line.setLength(0);
  }
}
