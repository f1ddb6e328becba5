package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.engine.Engine;
import dev.paas.core.format.Formatter;
import dev.paas.core.plan.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is formatted is planned as before: random platforms, from nothing and as successors of what
 * is there. {@code -Dpaas.format.seed=N} tries that one alone.
 */
final class FormatLawsTest {
  private static final int SEEDS = 25;

  private final Path folder;

  FormatLawsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void thePlanIsTheSameBeforeAndAfter() throws IOException {
    Integer only = Integer.getInteger("paas.format.seed");
    int first = only == null ? 0 : only;
    int last = only == null ? SEEDS : only + 1;
    int changed = 0;
    for (int seed = first; seed < last; seed++) {
      RandomPlatform platforms = new RandomPlatform(new Random(seed));
      try (Scene scene = Scene.in(folder.resolve("seed" + seed))) {
        changed += formatted(scene.file(platforms.next()), seed);
        scene.apply();
        changed += formatted(scene.file(platforms.next()), seed);
      }
    }
    assertTrue(changed > last - first, "few were written otherwise: " + changed);
  }

  /** Formats the scene's file; 1 when that wrote it otherwise. */
  private static int formatted(Scene scene, int seed) throws IOException {
    Path file = scene.folder().resolve("platform.yaml");
    String text = Files.readString(file);
    String before = PlanJson.toJson(scene.plan());
    String formatted;
    try (Engine engine = scene.engine()) {
      formatted = new Formatter(engine.plugins()).format(new Source("platform.yaml", text));
    }
    Files.writeString(file, formatted);
    assertEquals(before, PlanJson.toJson(scene.plan()), "seed " + seed + "\n" + text + formatted);
    return formatted.equals(text) ? 0 : 1;
  }
}
