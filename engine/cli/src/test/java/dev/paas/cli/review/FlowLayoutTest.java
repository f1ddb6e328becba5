package dev.paas.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowLayoutTest {
  @Test
  void eachValueOfYamlInBracesHasALine() {
    assertEquals(
        List.of(
            "{",
            "  host: db one,",
            "  ports: [",
            "    80,",
            "    443",
            "  ],",
            "  tls: {",
            "  }",
            "}"),
        FlowLayout.lines("{ host: db one, ports: [80, 443], tls: {} }"));
  }

  @Test
  void whatIsInQuotesStays() {
    assertEquals(
        List.of(
            "{", "  a: 'it''s, {',", "  \"b, \\\" }\": don't,", "  c: [", "    ' x '", "  ]", "}"),
        FlowLayout.lines("{a: 'it''s, {', \"b, \\\" }\": don't, c: [' x ']}"));
  }

  @Test
  void jsonIsLaidOutAsJson() {
    String json = "{\"a\":1,\"b\":[]}";
    assertEquals(JsonLayout.lines(json), FlowLayout.lines(json));
  }

  /** Nothing but white space differs. */
  @Test
  void nothingIsLost() {
    for (String text : List.of("{a: {b: {c: [1, {d: e}]}}, f: [[], {}]}", "[a, {b: c d}, 'e']")) {
      List<String> lines = FlowLayout.lines(text);
      assertNotNull(lines, text);
      assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
    }
  }

  @Test
  void otherTextsAreNotLaidOut() {
    for (String text :
        List.of("", "{}", "[]", "{ echo a; }", "{{ .Name }}", "[ -f x ] && y", "{a: 1", "a: b")) {
      assertNull(FlowLayout.lines(text), text);
    }
  }
}
