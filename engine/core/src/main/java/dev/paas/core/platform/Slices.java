package dev.paas.core.platform;

import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Parts of scalars that are scalars themselves, where they stand. */
final class Slices {
  private Slices() {}

  /** The parts between the colons that are not inside an expression. */
  static List<ScalarNode> atColons(ScalarNode node) {
    List<ScalarNode> parts = new ArrayList<>();
    String text = node.text();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$' && text.startsWith("${", i)) {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (c == ':' && depth == 0) {
        parts.add(of(node, start, i));
        start = i + 1;
      }
    }
    parts.add(of(node, start, text.length()));
    return parts;
  }

  private static ScalarNode of(ScalarNode node, int from, int to) {
    boolean quoted =
        node.style() == ScalarStyle.SINGLE_QUOTED || node.style() == ScalarStyle.DOUBLE_QUOTED;
    int skip = from + (quoted ? 1 : 0);
    String text = node.text().substring(from, to);
    return new ScalarNode(
        node.source(),
        node.line(),
        node.column() + skip,
        node.offset() + skip,
        text,
        ScalarStyle.PLAIN,
        Value.of(text));
  }
}
