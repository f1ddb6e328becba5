package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person reads, compared with files: see {@link GoldenCase}. Run with {@code
 * -Dgolden.update=true} it writes the files instead, to be read before they are committed; with
 * {@code -Dgolden.only=text} it runs only the cases whose name has that text.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String ONLY = System.getProperty("golden.only", "");

  /** Bad input: exit code 1, and every byte stays as it was. */
  @TestFactory
  List<DynamicTest> badInput(@TempDir Path temporary) throws IOException {
    return tests("bad-input", temporary);
  }

  /** What is shown when all goes well, and when a provider fails. */
  @TestFactory
  List<DynamicTest> output(@TempDir Path temporary) throws IOException {
    return tests("output", temporary);
  }

  private List<DynamicTest> tests(String group, Path temporary) throws IOException {
    List<Path> plugins = TestPlugins.in(temporary.resolve("plugins"));
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenCase golden : GoldenCase.allIn(GOLDEN.resolve(group))) {
      if (golden.name().contains(ONLY)) {
        tests.add(
            DynamicTest.dynamicTest(
                group + "/" + golden.name(),
                () -> {
                  Path folder = Files.createDirectories(temporary.resolve(golden.name()));
                  compare(golden, folder.toRealPath(), plugins, group.equals("bad-input"));
                }));
      }
    }
    return tests;
  }

  private void compare(GoldenCase golden, Path folder, List<Path> plugins, boolean mustFail)
      throws Exception {
    assertEquals(Set.of(), golden.orphans(), "files that nothing names");
    String shown;
    try (GoldenRun run = new GoldenRun(golden, folder, plugins, mustFail)) {
      shown = run.run();
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden.expectedFile(), shown);
    }
    assertTrue(Files.exists(golden.expectedFile()), "there is no " + golden.expectedFile());
    assertEquals(Files.readString(golden.expectedFile()), shown, golden.folder().toString());
  }

  @Test
  void everyPreparationIsUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String group : List.of("bad-input", "output")) {
      for (GoldenCase golden : GoldenCase.allIn(GOLDEN.resolve(group))) {
        golden.commands().stream()
            .filter(line -> line.startsWith("prepare "))
            .forEach(line -> used.add(line.substring("prepare ".length())));
      }
    }
    assertEquals(Preparations.NAMES, used);
  }

  @Test
  void nothingElseLiesAround() throws IOException {
    try (var files = Files.list(GOLDEN)) {
      assertEquals(
          List.of("bad-input", "output"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** In all cases what is sensitive has {@code geheim} in it. */
  @Test
  void nothingSensitiveIsShown() throws IOException {
    List<String> shown = new ArrayList<>();
    for (String group : List.of("bad-input", "output")) {
      for (GoldenCase golden : GoldenCase.allIn(GOLDEN.resolve(group))) {
        for (String line : Files.readAllLines(golden.expectedFile())) {
          // What the caller typed, and lines of platform.yaml that have it in clear.
          boolean theirs = line.startsWith("$ ") || line.matches(" *\\d+ │ .*");
          if (!theirs && line.toLowerCase(Locale.ROOT).contains("geheim")) {
            shown.add(golden.name() + ": " + line);
          }
        }
      }
    }
    assertEquals(List.of(), shown);
  }
}
