package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Help that a newcomer can work from. */
final class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/output/help");

  /** The commands that the root's help lists. */
  private static List<String> commands(Path folder) {
    List<String> commands = new ArrayList<>();
    boolean listed = false;
    for (String line : Commands.output(folder, "--help").lines().toList()) {
      if (listed && line.isEmpty()) {
        return commands;
      }
      if (listed) {
        String named = line.strip();
        commands.add(named.substring(0, named.indexOf("  ")));
      }
      listed |= line.equals("Commands:");
    }
    return commands;
  }

  @Test
  void everyCommandHasAGoldenHelp(@TempDir Path folder) throws Exception {
    List<String> seen = Files.readAllLines(GOLDEN.resolve("commands"));
    List<String> missing = new ArrayList<>(commands(folder));
    missing.removeIf(command -> seen.contains("paas " + command + " --help"));
    assertEquals(List.of(), missing);
  }

  @Test
  void everyHelpHasExamplesThatBeginWithTheCommand(@TempDir Path folder) {
    for (String command : commands(folder)) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.add("--help");
      String help = Commands.output(folder, words.toArray(new String[0]));
      int examples = help.indexOf("Examples:\n");
      assertTrue(examples > 0, help);
      assertTrue(help.substring(examples).contains("paas " + command), help);
    }
  }
}
