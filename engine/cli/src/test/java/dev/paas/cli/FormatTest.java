package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.format.Formatter;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formatting, on all documents that there are in the examples and the golden cases. */
final class FormatTest {
  private static final List<Path> ROOTS =
      List.of(Path.of("../../examples"), Path.of("src/test/resources/golden"));

  private static final Pattern POSITION = Pattern.compile(":[0-9]+:[0-9]+");

  private final Formatter formatter;

  FormatTest(@TempDir Path plugins) {
    this.formatter = new Formatter(PluginCatalog.scan(TestPlugins.in(plugins), new Diagnostics()));
  }

  private static List<Source> documents() throws IOException {
    List<Source> documents = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(FormatTest::isOurs).sorted().toList()) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          Source source = new Source(file.toString(), text);
          if (tree(source) != null) {
            documents.add(source);
          }
        }
      }
    }
    return documents;
  }

  private static boolean isOurs(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") && !name.contains("/target/") && !name.contains("/.paas/");
  }

  private static @Nullable MappingNode tree(Source source) {
    Diagnostics problems = new Diagnostics();
    Object root = new YamlReader(YamlLimits.DEFAULT).read(source, problems);
    return !problems.hasErrors() && root instanceof MappingNode map && !map.isEmpty() ? map : null;
  }

  private String format(String name, String text) {
    try {
      return formatter.format(new Source(name, text));
    } catch (DiagnosticException refused) {
      assertEquals(Problem.FORMAT_REFUSED, refused.diagnostics().get(0).problem(), name);
      return "";
    }
  }

  @Test
  void everyDocumentIsFormattedOnceAndForAll() throws IOException {
    List<Source> documents = documents();
    List<String> refused = new ArrayList<>();
    for (Source document : documents) {
      String once = format(document.name(), document.text());
      if (once.isEmpty()) {
        refused.add(document.name());
      } else {
        assertEquals(once, format(document.name(), once), document.name());
        assertEquals(comments(document.text()), comments(once), document.name());
      }
    }
    assertTrue(documents.size() > 150, "few documents were found: " + documents.size());
    assertEquals(
        List.of("src/test/resources/golden/bad-input/fmt/platform.yaml"), refused, "refused");
  }

  @Test
  void theExamplesAreFormatted() throws IOException {
    List<String> otherwise = new ArrayList<>();
    int examples = 0;
    for (Source document : documents()) {
      if (document.name().startsWith(ROOTS.get(0).toString())) {
        examples++;
        if (!format(document.name(), document.text()).equals(document.text())) {
          otherwise.add(document.name());
        }
      }
    }
    assertTrue(examples > 60, "few examples were found: " + examples);
    assertEquals(List.of(), otherwise, "paas fmt FILE formats them");
  }

  /** Of all that can be planned without variables and without a state. */
  @Test
  void thePlanIsTheSameBeforeAndAfter(@TempDir Path temporary) throws IOException {
    int changed = 0;
    int planned = 0;
    for (Path platform : platforms()) {
      Path folder = temporary.resolve(String.valueOf(planned) + changed);
      copy(platform.resolveSibling(""), folder);
      Commands.Ended before = Commands.run(folder, "plan", "--json");
      if (before.code() == 0 && Commands.run(folder, "fmt").code() == 0) {
        planned++;
        changed += Files.mismatch(platform, folder.resolve("platform.yaml")) < 0 ? 0 : 1;
        Commands.Ended after = Commands.run(folder, "plan", "--json");
        assertEquals(content(before.out()), content(after.out()), platform.toString());
      }
      delete(folder);
    }
    assertTrue(planned > 50, "few could be planned: " + planned);
    assertTrue(changed > 8, "few were written otherwise: " + changed);
  }

  /** What a plan has, without its order and its positions, which are those of the file. */
  private static List<String> content(String plan) {
    MapValue read = (MapValue) JsonValues.parse(plan);
    List<String> content = new ArrayList<>();
    for (String part : List.of("changes", "deferred", "checks", "drift", "moves", "policies")) {
      read.getList(part)
          .values()
          .forEach(
              each -> content.add(part + ": " + POSITION.matcher(each.toString()).replaceAll("")));
    }
    content.add("summary: " + read.getOrNull("summary"));
    content.add("outputs: " + read.getOrNull("outputs"));
    Collections.sort(content);
    return content;
  }

  private static List<Path> platforms() throws IOException {
    List<Path> platforms = new ArrayList<>();
    for (Source document : documents()) {
      Path file = Path.of(document.name());
      // The time of a plan is part of it.
      boolean fine = !document.name().contains("/bad-input/");
      if (fine && file.endsWith("platform.yaml") && !document.text().contains("timestamp(")) {
        platforms.add(file);
      }
    }
    return platforms;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(file).toString();
        if (!name.contains(".paas/") && !name.contains("target/")) {
          Path copy = to.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The comments that stand on lines of their own, in whatever order. */
  private static List<String> comments(String text) {
    return text.lines().map(String::strip).filter(line -> line.startsWith("#")).sorted().toList();
  }

  /** Lines are moved and indented otherwise: formatting gives the same tree. */
  @Test
  void whatIsWrittenOtherwiseMeansTheSame() throws IOException {
    long seed = Long.getLong("paas.seed", 7);
    Random random = new Random(seed);
    int changed = 0;
    for (Source document : documents()) {
      String other = disarranged(document.text(), random);
      MappingNode tree = tree(new Source(document.name(), other));
      if (tree == null) {
        continue;
      }
      String formatted = format(document.name(), other);
      if (!formatted.isEmpty()) {
        changed++;
        assertEquals(formatted, format(document.name(), formatted), document.name() + " " + seed);
        MappingNode written = Objects.requireNonNull(tree(new Source(document.name(), formatted)));
        assertEquals(
            new TreeSet<>(tree.names()),
            new TreeSet<>(written.names()),
            document.name() + " " + seed);
      }
    }
    assertTrue(changed > 100, "few documents could be changed: " + changed);
  }

  /** The sections in another order, with blank lines, comments and wider indentation. */
  private static String disarranged(String text, Random random) {
    List<StringBuilder> sections = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      boolean begins = !line.isEmpty() && !" #-".contains(line.substring(0, 1));
      if (begins || sections.isEmpty()) {
        sections.add(new StringBuilder());
      }
      int indent = line.length() - line.stripLeading().length();
      StringBuilder section = sections.get(sections.size() - 1);
      section.append(" ".repeat(indent)).append(line).append('\n');
      if (random.nextInt(12) == 0) {
        section.append("\n\n");
      }
    }
    Collections.shuffle(sections, random);
    return String.join("", sections);
  }
}
