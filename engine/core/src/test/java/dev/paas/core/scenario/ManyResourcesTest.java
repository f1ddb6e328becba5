package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many resources that several threads read and plan them: nobody may notice. */
final class ManyResourcesTest {
  private static final int MANY = 6000;
  private static final Pattern LINE = Pattern.compile("platform\\.yaml:(\\d+)");

  private final Path folder;

  ManyResourcesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String resources(IntFunction<String> one) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      text.append('r')
          .append(i)
          .append(": { type: fake.plain, ")
          .append(one.apply(i))
          .append(" }\n");
    }
    return text.toString();
  }

  /**
   * Each refers to the one of half its number: first few that nothing stands between, then many.
   */
  private static String tree(String root) {
    return resources(
        i -> i == 0 ? "value: " + root : "value: \"${resources.r" + i / 2 + ".value}\"");
  }

  private static List<Integer> lines(String told) {
    List<Integer> lines = new ArrayList<>();
    Matcher matcher = LINE.matcher(told);
    while (matcher.find()) {
      lines.add(Integer.parseInt(matcher.group(1)));
    }
    return lines;
  }

  @Test
  void whatIsReferredToIsPlannedBefore() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(tree("first"));
      assertTrue(scene.plan().isEmpty());

      Plan changed = scene.file(tree("second")).plan();

      assertEquals(MANY, changed.changes().size());
      for (int i = 0; i < MANY; i++) {
        assertEquals("resources.r" + i + " UPDATE \"second\"", told(changed.changes().get(i)));
      }
    }
  }

  private static String told(Change change) {
    return change.address() + " " + change.action() + " " + change.differences().get(0).after();
  }

  @Test
  void whatIsWrongAnywhereIsToldInTheOrderOfTheFile() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          resources(
              i ->
                  switch (i % 500) {
                    case 7 -> "valeu: 1";
                    case 8 -> "value: \"${resources.nobody.out}\"";
                    case 9 -> "value: \"${1 + 'a'}\"";
                    default -> "value: " + i;
                  }));

      String told = Scene.refusal(scene::plan);

      List<Integer> lines = lines(told);
      assertEquals(lines.stream().sorted().toList(), lines);
      assertEquals(3 * MANY / 500, told.lines().count(), told);
    }
  }

  @Test
  void whatCannotBePlannedIsToldAloneWithoutWhatRefersToIt() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          resources(
              i ->
                  switch (i % 1000) {
                    case 3 -> "value: \"${[1, 2][resources.r0.value]}\"";
                    case 4 -> "value: \"${resources.r" + (i - 1) + ".value}\"";
                    case 5 -> "value: \"${[resources.r" + (i - 1) + ".value][7]}\"";
                    default -> "value: " + (i + 5);
                  }));

      String told = Scene.refusal(scene::plan);
      List<Integer> lines = lines(told);
      assertEquals(MANY / 1000, lines.size(), told);
      for (int i = 0; i < lines.size(); i++) {
        assertEquals(lines.get(0) + i * 1000, lines.get(i), told);
      }
    }
  }

  @Test
  void aCircleAmongThemIsTold() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          resources(
              i ->
                  i < 2
                      ? "value: \"${resources.r" + (1 - i) + ".value}\""
                      : "value: \"${resources.r" + i / 2 + ".value}\""));

      String told = Scene.refusal(scene::plan);

      assertTrue(told.contains("resources.r0 → resources.r1 → resources.r0"), told);
      assertEquals(1, told.lines().count(), told);
    }
  }
}
