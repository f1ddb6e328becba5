package dev.paas.cli.differential;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code terraform}, in a folder of its own. Its {@code terraform_data} is built in.
 */
final class Terraform {
  private static final long PATIENCE_SECONDS = 120;
  private static final String TYPE = "terraform_data.";
  private static final Pattern EDGE = Pattern.compile("\"\\[root] (.*)\" -> \"\\[root] (.*)\"");
  private static final Pattern DEPOSED = Pattern.compile(" \\(destroy deposed [0-9a-f]+\\)$");

  private final String program;
  private final Path folder;

  Terraform(String program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Where it is on the PATH; {@code null} when it is not. */
  static @Nullable String program() {
    for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(entry, "terraform");
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }

  private record Run(int code, String text) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder.environment().put("TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("terraform does not end: " + command);
    }
    return new Run(process.exitValue(), Files.readString(out));
  }

  /** Plans and applies a configuration. */
  Outcome apply(Configuration configuration) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("terraform.rc"), "");
    Files.writeString(folder.resolve("main.tf"), configuration.terraform());
    Run planned = run("plan", "-input=false", "-no-color", "-out=it.plan");
    if (planned.code() != 0) {
      return Outcome.refused(planned.text());
    }
    Map<String, String> actions = actions(succeeded("show", "-json", "it.plan"));
    Map<String, Set<String>> before = steps(succeeded("graph", "-plan=it.plan"), actions);
    Run applied = run("apply", "-input=false", "-json", "-parallelism=1", "it.plan");
    return applied.code() == 0
        ? new Outcome(null, actions, before, order(applied.text()))
        : Outcome.refused(applied.text());
  }

  private String succeeded(String... arguments) throws IOException, InterruptedException {
    Run run = run(arguments);
    if (run.code() != 0) {
      throw new AssertionError("terraform " + List.of(arguments) + ":\n" + run.text());
    }
    return run.text();
  }

  private static Map<String, String> actions(String json) {
    Map<String, String> actions = new TreeMap<>();
    for (Value each : ((MapValue) JsonValues.parse(json)).getList("resource_changes").values()) {
      MapValue change = (MapValue) each;
      StringBuilder all = new StringBuilder();
      change
          .getMap("change")
          .getList("actions")
          .values()
          .forEach(action -> all.append(all.length() == 0 ? "" : ",").append(Value.textOf(action)));
      String action =
          switch (all.toString()) {
            case "no-op" -> "";
            case "delete,create" -> "replace";
            case "create,delete" -> "replace, new first";
            default -> all.toString();
          };
      String from = change.getString("previous_address");
      if (from != null) {
        action = "moved from " + shortened(from) + (action.isEmpty() ? "" : ", " + action);
      }
      if (!action.isEmpty()) {
        actions.put(shortened(change.getString("address", "")), action);
      }
    }
    return actions;
  }

  private static String shortened(String address) {
    return address.startsWith(TYPE) ? address.substring(TYPE.length()) : address;
  }

  /** The plan's own graph: what waits for what. */
  private static Map<String, Set<String>> steps(String dot, Map<String, String> actions) {
    Map<String, Set<String>> edges = new TreeMap<>();
    Set<String> steps = new TreeSet<>();
    for (String line : dot.split("\n", -1)) {
      Matcher edge = EDGE.matcher(line);
      if (edge.find()) {
        String from = step(edge.group(1), actions);
        String to = step(edge.group(2), actions);
        edges.computeIfAbsent(from, unused -> new TreeSet<>()).add(to);
        steps.add(from);
        steps.add(to);
      }
    }
    steps.removeIf(step -> !step.matches("(C|U|D|Dd) .*"));
    return Outcome.closed(edges, steps);
  }

  private static String step(String quoted, Map<String, String> actions) {
    String node = quoted.replace("\\\"", "\"");
    if (!node.startsWith(TYPE)) {
      return node;
    }
    Matcher deposed = DEPOSED.matcher(node);
    if (deposed.find()) {
      return "Dd " + shortened(node.substring(0, deposed.start()));
    }
    String address = shortened(node);
    if (address.endsWith(" (destroy)")) {
      return "D " + address.substring(0, address.length() - " (destroy)".length());
    }
    String action = actions.getOrDefault(address, "");
    return action.endsWith("update")
        ? "U " + address
        : action.endsWith("create") || action.contains("replace") ? "C " + address : node;
  }

  private static List<String> order(String events) {
    List<String> order = new ArrayList<>();
    Set<String> created = new TreeSet<>();
    for (String line : events.split("\n", -1)) {
      if (line.startsWith("{") && line.contains("\"type\":\"apply_start\"")) {
        MapValue hook = ((MapValue) JsonValues.parse(line)).getMap("hook");
        String address = shortened(hook.getMap("resource").getString("addr", ""));
        switch (hook.getString("action", "")) {
          case "create" -> {
            order.add("C " + address);
            created.add(address);
          }
          case "update" -> order.add("U " + address);
          case "delete" -> order.add((created.contains(address) ? "Dd " : "D ") + address);
          case "forget" -> {}
          default -> throw new AssertionError("what is this: " + line);
        }
      }
    }
    return order;
  }
}
