package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/language}, an example for each feature, and the page about them. Run with {@code
 * -Dgolden.update=true} it writes what is seen instead, to be read before it is committed; with
 * {@code -Dgolden.only=text} it runs only the examples whose name has that text.
 */
final class LanguageTest {
  private static final Path PAGE = ExampleFolder.of("language").resolve("README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([a-z0-9-]+)/?\\)");
  private static final String ONLY = System.getProperty("golden.only", "");

  /** What a user sees who follows the steps of each. */
  @TestFactory
  List<DynamicTest> examples(@TempDir Path temporary) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (LanguageExample example : LanguageExample.all()) {
      if (example.name().contains(ONLY)) {
        tests.add(
            DynamicTest.dynamicTest(
                example.name(), () -> compare(example, temporary.resolve(example.name()))));
      }
    }
    assertFalse(tests.isEmpty(), "no example is called like " + ONLY);
    return tests;
  }

  private static void compare(LanguageExample example, Path copy)
      throws IOException, InterruptedException {
    assertEquals(Set.of(), example.orphans(), "files that nothing names");
    boolean update = Boolean.getBoolean("golden.update");
    if (update && !Files.exists(example.expectedFile())) {
      Files.createFile(example.expectedFile());
    }
    assertTrue(Files.exists(example.expectedFile()), "there is no " + example.expectedFile());
    Files.createDirectories(copy);
    String seen = example.seen(copy.toRealPath());
    if (update) {
      Files.writeString(example.expectedFile(), seen);
    }
    assertEquals(Files.readString(example.expectedFile()), seen, example.name());
  }

  @Test
  void thePageHasALinkToEachExampleAndNoOther() throws IOException {
    Set<String> linked = new TreeSet<>();
    Matcher links = LINK.matcher(Files.readString(PAGE));
    while (links.find()) {
      linked.add(links.group(1));
    }
    Set<String> there = new TreeSet<>();
    LanguageExample.all().forEach(example -> there.add(example.name()));
    assertEquals(there, linked);
  }

  /** Whatever the page shows as code stands in an example in the same way. */
  @Test
  void thePageShowsWhatIsInTheExamples() throws IOException {
    List<List<String>> texts = new ArrayList<>();
    for (LanguageExample example : LanguageExample.all()) {
      texts.addAll(example.quotable());
    }
    List<String> unknown = new ArrayList<>();
    List<List<String>> quotes = quotes(Files.readAllLines(PAGE));
    for (List<String> quote : quotes) {
      if (texts.stream().noneMatch(text -> contains(text, quote))) {
        unknown.add(String.join("\n", quote));
      }
    }
    assertEquals(List.of(), unknown, "code on the page that no example has");
    assertTrue(quotes.size() > 20, "few quotes were found: " + quotes.size());
  }

  private static List<List<String>> quotes(List<String> page) {
    List<List<String>> quotes = new ArrayList<>();
    List<String> current = null;
    for (String line : page) {
      if (line.startsWith("```")) {
        if (current != null) {
          quotes.add(current);
        }
        current = current == null ? new ArrayList<>() : null;
      } else if (current != null) {
        current.add(line);
      }
    }
    return quotes;
  }

  /** Whether the lines follow one another somewhere, all of them as far to the right. */
  private static boolean contains(List<String> text, List<String> quote) {
    for (int from = 0; from + quote.size() <= text.size(); from++) {
      int shift = indent(text.get(from)) - indent(quote.get(0));
      int at = from;
      boolean same = shift >= 0;
      for (String line : quote) {
        String expected = line.isEmpty() ? "" : " ".repeat(Math.max(0, shift)) + line;
        same &= text.get(at++).equals(expected);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
