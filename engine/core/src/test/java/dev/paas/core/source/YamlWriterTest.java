package dev.paas.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class YamlWriterTest {
  private static final Path PROJECT = Path.of("../..");

  private static Node read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Node node = new YamlReader(YamlLimits.DEFAULT).read(new Source("it", text), diagnostics);
    assertFalse(diagnostics.hasErrors(), () -> diagnostics.sorted() + "\n" + text);
    assertNotNull(node, text);
    return node;
  }

  private static String assertSame(Node node) {
    String written = YamlWriter.write(node);
    assertEquals(NodeValues.of(node).toString(), NodeValues.of(read(written)).toString(), written);
    assertEquals(NodeValues.of(node), NodeValues.of(read(written)), written);
    assertEquals(written, YamlWriter.write(read(written)), "it is not one form");
    return written;
  }

  @Test
  void mapsListsAndTextsAreWrittenInOneForm() {
    String text =
        """
        # a comment
        services: {web: {image: "nginx", 'env': {A: 'x', "B": "1", C: 2}}}
        list: [a, [b, c], {d: e, f: [g]}, {}, []]
        folded: >
          one
          two
        lines: |
          # no comment
            deeper

          end
        no end: "a\\nb"
        many ends: "a\\n\\n"
        texts: ["yes: no", "- a", "", " a", "a ", "true", "null", "12", "1e3", "0x1f", "#a", "*a"]
        plain: [true, ~, 12, 1e3, 0x1f, -1, 1:30, 2026-01-01, "${vars.a}", "${a ? b : c}"]
        """;
    String expected =
        """
        services:
          web:
            image: nginx
            env:
              A: x
              B: "1"
              C: 2
        list:
          - a
          - - b
            - c
          - d: e
            f:
              - g
          - {}
          - []
        folded: |
          one two
        lines: |
          # no comment
            deeper

          end
        "no end": |-
          a
          b
        "many ends": |+
          a

        texts:
          - "yes: no"
          - "- a"
          - ""
          - " a"
          - "a "
          - "true"
          - "null"
          - "12"
          - "1e3"
          - "0x1f"
          - "#a"
          - "*a"
        plain:
          - true
          - null
          - 12
          - 1e3
          - 0x1f
          - -1
          - "1:30"
          - 2026-01-01
          - ${vars.a}
          - "${a ? b : c}"
        """;
    assertEquals(expected, assertSame(read(text)));
  }

  /** Whatever characters a text has, as a value and as a key. */
  @Test
  void everyTextComesBack() {
    char[] alphabet =
        " \n\t:#-?,[]{}&*!|>'\"%@`~$=<.a1\u0007\u007f\u0085\u00a0\u2028\ufeff\u4e2d".toCharArray();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 3_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length >= 0; length--) {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
      String json = json(text.toString());
      Node node = read("{" + json + ": [" + json + ", {a: " + json + "}]}");
      assertEquals(
          NodeValues.of(node),
          NodeValues.of(read(YamlWriter.write(node))),
          () -> "seed " + seed + ": " + json);
    }
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
    return json.append('"').toString();
  }

  @Test
  void everyExampleMeansTheSame() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(PROJECT.resolve("examples"))) {
      all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains("target"))
          .forEach(files::add);
    }
    assertFalse(files.size() < 20, "only " + files);
    for (Path file : files) {
      Diagnostics diagnostics = new Diagnostics();
      Node node = new YamlReader(YamlLimits.DEFAULT).read(file, file.toString(), diagnostics);
      if (node != null && !diagnostics.hasErrors()) {
        assertSame(node);
      }
    }
  }
}
