package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code paas completion}, in a real bash. */
final class CompletionTest {

  private static List<String> completed(Path folder, String words, int current) throws Exception {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, Commands.output(folder, "completion"));
    String call =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_paas; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, words, current);
    Process bash;
    try {
      bash = new ProcessBuilder("bash", "--norc", "-c", call).redirectErrorStream(true).start();
    } catch (IOException missing) {
      assumeTrue(false, "there is no bash");
      return List.of();
    }
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), said);
    return said.lines().map(String::strip).toList();
  }

  @Test
  void completesCommands(@TempDir Path folder) throws Exception {
    List<String> commands = completed(folder, "paas pl", 1);
    assertTrue(commands.contains("plan"), commands::toString);
  }

  @Test
  void completesOptions(@TempDir Path folder) throws Exception {
    List<String> options = completed(folder, "paas plan --de", 2);
    assertTrue(options.contains("--detailed-exitcode"), options::toString);
  }

  @Test
  void completesTheCommandsOfState(@TempDir Path folder) throws Exception {
    List<String> commands = completed(folder, "paas state sh", 2);
    assertTrue(commands.contains("show"), commands::toString);
  }
}
