package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.plan.PlanOptions;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.SimulatedCrash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that dies, at each instant at which that makes a difference: the next one finishes what it
 * had begun. Nothing is there twice, nothing is forgotten.
 */
final class CrashTest {
  /** A chain, something that many refer to, and replacements of both kinds. */
  private static final String BEFORE =
      """
      net: { type: fake.plain, value: 1 }
      db: { type: fake.plain, replace: 1, value: "${resources.net.out}" }
      key: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }
      api: { type: fake.plain, count: 2, value: "${resources.db.id} ${resources.key.id}" }
      old: { type: fake.plain, value: "${resources.api[0].out}" }
      note: { type: fake.note, value: 1 }
      """;

  private static final String AFTER =
      """
      net: { type: fake.plain, value: 2 }
      db: { type: fake.plain, replace: 2, value: "${resources.net.out}" }
      key: { type: fake.plain, replace: 2, lifecycle: { createBeforeDestroy: true } }
      api: { type: fake.plain, count: 3, value: "${resources.db.id} ${resources.key.id}" }
      note: { type: fake.note, value: 2 }
      thing: { type: fake.thing, name: thing, value: "${resources.key.out}", token: abc }
      """;

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("everything is made", "", BEFORE),
        Arguments.of("all kinds of changes", BEFORE, AFTER),
        Arguments.of("everything goes", BEFORE, ""));
  }

  private final Path folder;

  CrashTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void theNextRunFinishesWhateverWasBegun(String name, String before, String after) {
    int instants = instants(before, after);
    assertTrue(instants > 20, "too few instants: " + instants);
    for (int k = 1; k <= instants; k++) {
      try (Scene scene = Scene.in(folder.resolve("at" + k))) {
        dieAt(k, scene, before, after);
        scene.applied();
        finished(name, scene);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void theSameWithTheStateOnDiskAndTwoDeaths(String name, String before, String after) {
    int instants = instants(before, after);
    for (int k = 1; k <= instants; k += 9) {
      try (Scene scene = Scene.in(folder.resolve("disk" + k)).onDisk()) {
        dieAt(k, scene, before, after);
        scene.death().at(1 + k % 7);
        die(scene);
        scene.death().never();
        scene.applied();
        finished(name, scene);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void theSameWithSeveralStepsAtOnce(String name, String before, String after) {
    int instants = instants(before, after);
    for (int k = 1; k <= instants; k += 3) {
      try (Scene scene = Scene.in(folder.resolve("many" + k)).parallelism(4)) {
        dieAt(k, scene, before, after);
        scene.applied();
        finished(name, scene);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatWasBegunIsFinishedEvenWhenTheFileIsAsBefore(String name, String before, String after) {
    int instants = instants(before, after);
    for (int k = 1; k <= instants; k += 2) {
      try (Scene scene = Scene.in(folder.resolve("back" + k))) {
        dieAt(k, scene, before, after);
        scene.applied(before);
        finished(name, scene);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whatWasBegunIsFinishedWithoutARefresh(String name, String before, String after) {
    PlanOptions blind = new PlanOptions(PlanOptions.Mode.APPLY, false, List.of(), List.of());
    int instants = instants(before, after);
    for (int k = 1; k <= instants; k += 3) {
      try (Scene scene = Scene.in(folder.resolve("blind" + k))) {
        dieAt(k, scene, before, after);
        scene.applied(blind);
        finished(name, scene);
      }
    }
  }

  @Test
  void whatWasBegunIsFoundWhenNothingUsesItsProviderAnyMore() {
    int instants = instants("", BEFORE);
    for (int k = 1; k <= instants; k += 3) {
      try (Scene scene = Scene.in(folder.resolve("gone" + k)).withoutProviders()) {
        dieAt(k, scene, "", BEFORE);
        scene.applied("");
        finished("nothing is left in the file", scene);
        assertEquals(List.of(), scene.world().things());
      }
    }
  }

  private int instants(String before, String after) {
    try (Scene scene = Scene.in(folder.resolve("count"))) {
      scene.applied(before);
      scene.death().never();
      scene.applied(after);
      return scene.death().instants();
    }
  }

  private static void dieAt(int k, Scene scene, String before, String after) {
    scene.applied(before);
    scene.death().at(k);
    scene.file(after);
    die(scene);
    assertTrue(scene.death().happened(), "it did not die at " + k);
    scene.death().never();
  }

  /** A run that dies, or finds nothing to do. */
  private static void die(Scene scene) {
    try {
      scene.apply();
    } catch (SimulatedCrash | DiagnosticException dead) {
      // As it should be.
    }
  }

  private static void finished(String name, Scene scene) {
    String when = name + ", died " + scene.death().when();
    try {
      scene.assertSettled();
    } catch (AssertionError wrong) {
      throw new AssertionError(when + ": " + wrong.getMessage(), wrong);
    }
    Map<String, Long> things = new TreeMap<>();
    for (FakeThing thing : scene.world().things()) {
      things.merge(thing.address(), 1L, Long::sum);
    }
    things.forEach((address, number) -> assertEquals(1, number, when + ": " + address));
  }
}
