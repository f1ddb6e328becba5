package dev.paas.cli.growth;

import dev.paas.cli.TestPlugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs commands on one platform and tells how many operations each took. Loaded by a {@link
 * CountingLoader}, like all that it uses.
 */
public final class CountedCommands implements Function<Path, Map<String, Long>> {
  private static final List<String> COMMANDS =
      List.of(
          "validate",
          "plan",
          "plan --json",
          "plan --markdown",
          "plan --html",
          "plan --out saved",
          "graph saved --format svg",
          "apply --auto-approve",
          "plan",
          "plan --json --destroy",
          "state list",
          "show",
          "show --html",
          "graph",
          "destroy --auto-approve");

  @Override
  public Map<String, Long> apply(Path folder) {
    TestPlugins.in(folder.resolve("plugins"));
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String command : COMMANDS) {
      long before = Operations.soFar();
      dev.paas.cli.Commands.output(folder, command.split(" "));
      String name = counts.containsKey(command) ? command + " again" : command;
      counts.put(name, Operations.soFar() - before);
    }
    return counts;
  }
}
