package dev.paas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder with what a run is given and what it must show.
 *
 * <p>Beside {@code platform.yaml} and the files that it names, a case may have {@code commands}
 * (what is done, a line each; {@code paas apply --auto-approve} when left out), {@code environment}
 * (lines {@code NAME=value}) and {@code input} (what is typed). {@code expected.txt} is what the
 * user sees; plugins that the case has beside those of the class path are in {@code plugins}. A
 * line of {@code commands} is one of
 *
 * <ul>
 *   <li>{@code paas …}: is run, and what it shows is compared;
 *   <li>{@code given paas …}: is run, must end with 0, and is not compared;
 *   <li>{@code given keep FILE paas …}: the same, and what it shows is kept in a file;
 *   <li>{@code given copy FROM TO}, {@code given remove FILE}, {@code given replace FILE OLD NEW}:
 *       changes the case's files;
 *   <li>{@code prepare NAME}: makes what cannot be a file, see {@link Preparations}.
 * </ul>
 *
 * @param folder where it is
 */
record GoldenCase(Path folder) {
  private static final String DEFAULT_COMMAND = "paas apply --auto-approve";
  private static final Set<String> OWN =
      Set.of(
          "commands", "environment", "input", "expected.txt", "platform.yaml", ".paas.lock.yaml");

  /** What belongs to the test, not to the platform. */
  private static final Set<String> HARNESS =
      Set.of("commands", "environment", "input", "expected.txt");

  /** All cases of a group, by name. */
  static List<GoldenCase> allIn(Path group) throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(group)) {
      folders.sorted().forEach(folder -> cases.add(new GoldenCase(folder)));
    }
    return cases;
  }

  String name() {
    return folder.getFileName().toString();
  }

  Path expectedFile() {
    return folder.resolve("expected.txt");
  }

  /** What is done, in order. */
  List<String> commands() throws IOException {
    List<String> lines = lines("commands");
    return lines.isEmpty() ? List.of(DEFAULT_COMMAND) : lines;
  }

  /** What is typed. */
  String input() throws IOException {
    Path file = folder.resolve("input");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** The caller's environment variables. */
  Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("USER", "ann");
    environment.put("HOSTNAME", "laptop");
    for (String line : lines("environment")) {
      int equals = line.indexOf('=');
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return environment;
  }

  private List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
  }

  /** Copies the platform's files to where the case is run. */
  void copyTo(Path target) throws IOException {
    for (Path file : files()) {
      Path relative = folder.relativize(file);
      if (!HARNESS.contains(relative.toString())) {
        Path copy = target.resolve(relative.toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Files that nothing in the case names. */
  Set<String> orphans() throws IOException {
    Set<String> orphans = new TreeSet<>();
    for (Path file : files()) {
      String relative = folder.relativize(file).toString();
      boolean expected = OWN.contains(relative) || relative.startsWith("plugins/");
      if (!expected && !isNamed(file)) {
        orphans.add(relative);
      }
    }
    return orphans;
  }

  private boolean isNamed(Path file) throws IOException {
    String name = file.getFileName().toString();
    // A module is named by its folder.
    Path parent = file.getParent();
    String module = parent == null ? name : "/" + parent.getFileName() + " ";
    for (Path other : files()) {
      boolean input = !other.equals(file) && !other.equals(expectedFile());
      String text = input ? Files.readString(other).replaceAll("[,\\n]", " ") : "";
      if (text.contains(name) || text.contains(module)) {
        return true;
      }
    }
    // The overlay of an environment is named by --env only.
    boolean overlay = name.startsWith("platform.") && name.endsWith(".yaml");
    String environment = overlay ? name.substring(9, name.length() - 5) : "";
    return overlay && commands().stream().anyMatch(line -> line.contains("--env " + environment));
  }
}
