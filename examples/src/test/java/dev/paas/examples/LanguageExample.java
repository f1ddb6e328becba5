package dev.paas.examples;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of {@code examples/language}: {@code platform.yaml} with what it names; {@code steps},
 * lines for a shell, {@code paas plan} when left out; and {@code expected.txt}, what a user sees
 * who follows them.
 *
 * @param folder where it is
 */
record LanguageExample(Path folder) {
  private static final String STEPS = "steps";
  private static final String EXPECTED = "expected.txt";
  private static final Set<String> OWN = Set.of("platform.yaml", STEPS, EXPECTED);
  private static final long PATIENCE_MINUTES = 3;

  private static final Pattern SECONDS = Pattern.compile("\\b\\d+\\.\\d s\\b");
  private static final Pattern KEY = Pattern.compile("\\b[0-9a-z]{26,32}\\b");
  private static final Pattern WORD = Pattern.compile("[^\\s\"'\\[\\],:{}]+");

  /** All of them, by name. */
  static List<LanguageExample> all() throws IOException {
    try (Stream<Path> folders = Files.list(ExampleFolder.of("language"))) {
      return folders.filter(Files::isDirectory).sorted().map(LanguageExample::new).toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  Path expectedFile() {
    return folder.resolve(EXPECTED);
  }

  /** What a user does, a line each. */
  List<String> steps() throws IOException {
    Path file = folder.resolve(STEPS);
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of("paas plan");
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }

  /** All YAML files, joined. */
  List<Path> documents() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".yaml")).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> ExampleFolder.isOurs(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }

  /** Files that nothing in the example names. */
  Set<String> orphans() throws IOException {
    Set<String> orphans = new TreeSet<>();
    for (Path file : files()) {
      if (!OWN.contains(folder.relativize(file).toString()) && !isNamed(file)) {
        orphans.add(folder.relativize(file).toString());
      }
    }
    return orphans;
  }

  private boolean isNamed(Path file) throws IOException {
    Path relative = folder.relativize(file);
    for (Path other : files()) {
      if (!other.equals(file) && !other.equals(expectedFile())) {
        Matcher words = WORD.matcher(Files.readString(other));
        while (words.find()) {
          if (names(words.group(), folder.relativize(other), relative)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A path or glob of the file itself, the folder it is in, or the environment it is for. */
  private static boolean names(String word, Path inFile, Path file) {
    Path base = inFile.getParent();
    for (Path target : List.of(file, base == null ? file : base.relativize(file))) {
      String path = word.startsWith("./") ? word.substring(2) : word;
      if (!path.isEmpty() && (target.toString().equals(path) || target.startsWith(path))) {
        return true;
      }
      if (word.contains("*")
          && FileSystems.getDefault().getPathMatcher("glob:" + word).matches(target)) {
        return true;
      }
    }
    return inFile.toString().equals(STEPS) && file.toString().equals("platform." + word + ".yaml");
  }

  /** Follows the steps in a copy, and returns what is seen. */
  String seen(Path copy) throws IOException, InterruptedException {
    ExampleFolder.copy("language/" + name(), copy);
    Files.deleteIfExists(copy.resolve(STEPS));
    Files.delete(copy.resolve(EXPECTED));
    StringBuilder seen = new StringBuilder();
    for (String step : steps()) {
      seen.append("$ ").append(step).append('\n').append(follow(step, copy));
    }
    String text = seen.toString().replace(copy.toString(), "<folder>");
    text = SECONDS.matcher(text).replaceAll("<time>");
    return KEY.matcher(text).replaceAll("<key>");
  }

  private static String follow(String step, Path copy) throws IOException, InterruptedException {
    Path out = Files.createTempFile("paas-example", null);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of("sh", "-c", step))
              .directory(copy.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PAAS_"));
      builder.environment().merge("PATH", "", (path, unused) -> Paas.binaries() + ":" + path);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + step);
      }
      String text = Files.readString(out);
      String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      int code = process.exitValue();
      return text + end + (code == 0 ? "" : "[exit code " + code + "]\n");
    } finally {
      Files.delete(out);
    }
  }

  /** The lines of all files that somebody may quote. */
  List<List<String>> quotable() throws IOException {
    List<List<String>> texts = new ArrayList<>();
    for (Path file : files()) {
      texts.add(Files.readAllLines(file));
    }
    return texts;
  }
}
