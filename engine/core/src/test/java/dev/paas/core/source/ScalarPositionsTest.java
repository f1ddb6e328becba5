package dev.paas.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In every document the word MARK must be found where it stands, however the scalar is written. */
final class ScalarPositionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: text MARK more",
        "a: 'it''s MARK'",
        "a: \"tab\\t and \\u00e9\\x41 MARK\"",
        "a: \"\\U0001F600 MARK\"",
        "a: 😀😀 MARK",
        "a: plain\n  over lines\n  with MARK",
        "a: \"quoted\n  over lines\n\n  with MARK\"",
        "a: \"joined \\\n  MARK\"",
        "a: 'single\n\n\n  MARK'",
        "a: |\n  first\n  second MARK\n",
        "a: |\n  first\n    indented\n\n  MARK",
        "a: |2\n    begins with blanks\n  MARK\n",
        "a: >\n  folded\n  lines MARK\n",
        "a: >\n  folded\n\n  paragraph\n   more\n  MARK\n",
        "a: >-\n\n  after an empty line MARK\n",
        "a: &anchor text MARK",
        "a: &anchor \"text MARK\"",
        "a: !!str text MARK",
        "- - deep: [x, \"y MARK\"]",
        "a:   # comment\n  |\n  block MARK",
        "a: |- # comment\n  block MARK",
        "é: {ü: ö MARK}",
      })
  void findsAWord(String text) {
    check(text);
  }

  private static void check(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Node root = new YamlReader(YamlLimits.DEFAULT).read(new Source("x", text), diagnostics);
    assertTrue(!diagnostics.hasErrors(), text);
    ScalarNode scalar = find(assertInstanceOf(Node.class, root));
    int at = scalar.text().indexOf("MARK");

    Span span = scalar.span(at, at + 4);

    String line = text.lines().skip(span.line() - 1).findFirst().orElse("");
    int start = line.offsetByCodePoints(0, span.column() - 1);
    assertEquals("MARK", line.substring(start, Math.min(line.length(), start + 4)), text);
    assertEquals(4, span.length(), text);
  }

  private static ScalarNode find(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar;
    }
    if (node instanceof SequenceNode list) {
      return find(list.items().get(list.items().size() - 1));
    }
    MappingNode map = assertInstanceOf(MappingNode.class, node);
    return find(map.entries().get(map.entries().size() - 1).value());
  }

  /** Random block and quoted scalars, of words, blanks and empty lines. */
  @Test
  void findsAWordInAnyScalar() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("a: ");
      String style = new String[] {"|\n", ">\n", "\"", "'", "|-\n", ">+\n"}[random.nextInt(6)];
      text.append(style);
      boolean quoted = style.length() == 1;
      boolean first = true;
      int mark = random.nextInt(6);
      for (int i = 0; i < 6; i++) {
        String indent = first && quoted ? "" : " ".repeat(2 + (first ? 0 : random.nextInt(2)));
        String words = "w".repeat(1 + random.nextInt(3)) + " é";
        text.append(indent).append(words).append(i == mark ? " MARK" : "");
        text.append(i == 5 && quoted ? "" : "\n".repeat(1 + random.nextInt(2)));
        first = false;
      }
      text.append(quoted ? style : "");
      check(text.toString());
    }
  }
}
