package dev.paas.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

/** Keys that are pressed, and the lines that come of them. */
final class LineEditorTest {
  private static final String UP = "\u001b[A";
  private static final String LEFT = "\u001b[D";

  private static LineEditor typing(String keys) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    return new LineEditor(
        new ExternalTerminal(
            "test", "ansi", in, new ByteArrayOutputStream(), StandardCharsets.UTF_8),
        List.of("vars.replicas", "vars.region", "services.web.host"));
  }

  @Test
  void aLineIsGivenAsItIsTyped() throws IOException {
    try (LineEditor editor = typing("\"a\\n\" + 'b!c' + r\"\\d\"\nnext\n")) {
      assertEquals("\"a\\n\" + 'b!c' + r\"\\d\"", editor.read("> "));
      assertEquals("next", editor.read("> "));
      assertNull(editor.read("> "));
    }
  }

  @Test
  void keysEditTheLineAndBringBackThoseBefore() throws IOException {
    try (LineEditor editor = typing("1 + 3\n" + UP + LEFT + "\b2 +\n")) {
      assertEquals("1 + 3", editor.read("> "));
      assertEquals("1 +2 +3", editor.read("> "));
    }
  }

  @Test
  void theTabKeyCompletesNamesAlsoInTheMiddle() throws IOException {
    try (LineEditor editor = typing("ser\t\nsize(vars.repl\t\n")) {
      assertEquals("services.web.host", editor.read("> "));
      assertEquals("size(vars.replicas", editor.read("> "));
    }
  }
}
