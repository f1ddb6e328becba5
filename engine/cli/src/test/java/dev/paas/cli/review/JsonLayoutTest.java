package dev.paas.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonLayoutTest {
  @Test
  void eachValueHasALine() {
    assertEquals(
        List.of("{", "  \"a\": 1,", "  \"b\": [", "    {},", "    \"x, \\\" }\"", "  ]", "}"),
        JsonLayout.lines("{\"a\":1, \"b\":[{},\"x, \\\" }\"]}"));
  }

  @Test
  void nothingIsLost() {
    assertEquals(
        List.of("{", "  \"a\": 1,", "  \"a\": 2", "}"), JsonLayout.lines("{\"a\":1,\"a\":2}"));
  }

  @Test
  void otherTextsAreNotLaidOut() {
    for (String text :
        List.of("", "{}", "{a}", "{\"a\":1} x", "{\"a\":1}{\"b\":2}", "{\"a\":", "[\"a]", "]a[")) {
      assertNull(JsonLayout.lines(text), text);
    }
  }
}
