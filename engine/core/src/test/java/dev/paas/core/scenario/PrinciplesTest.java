package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.apply.ApplyResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds whichever resources there are: how far an order, a trigger and a change reach. */
final class PrinciplesTest {
  private final Path folder;

  PrinciplesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anOrderAloneMakesNoValueUnknown() {
    String platform =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: 1, dependsOn: [resources.a] }
        c: { type: fake.plain, value: "${resources.b.out}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      assertEquals("C a, C b, C c", scene.changes());
      assertEquals(
          "update a: `value`, `out`, `stable` change\n  value: 1 -> 2\n",
          Told.of(scene.file(platform.formatted(2)).plan()));
      scene.applied();
      assertEquals("U a", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anOrderAloneForcesNothing() {
    String platform =
        """
        a: { type: fake.plain, replace: %s, lifecycle: { createBeforeDestroy: %s } }
        b: { type: fake.plain, value: 1, dependsOn: [resources.a] }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1, false));
      scene.applied(platform.formatted(2, false));
      assertEquals("D a, C a", scene.changes());
      scene.applied(platform.formatted(3, true));
      assertEquals("C a, D a", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anOrderAloneIsKeptWhenBothChange() {
    String platform =
        """
        b: { type: fake.plain, value: %1$s, dependsOn: [resources.a] }
        a: { type: fake.plain, value: %1$s }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      scene.applied(platform.formatted(2));
      assertEquals("U a, U b", scene.changes());
      scene.applied("");
      assertEquals("D b, D a", scene.changes());
    }
  }

  @Test
  void createFirstSpreadsThroughAllDependencies() {
    String platform =
        """
        a: { type: fake.plain, replace: %1$s }
        b: { type: fake.plain, replace: "${resources.a.out}" }
        o: { type: fake.plain, replace: %1$s }
        c: { type: fake.plain, count: 2, replace: "${resources.b.out}", dependsOn: [resources.o],
             lifecycle: { createBeforeDestroy: true } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      scene.applied(platform.formatted(2));
      assertEquals("C a, C b, C o, C c[0], C c[1], D c[1], D c[0], D o, D b, D a", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void createFirstSpreadsThroughWhatStaysAsItIs() {
    String platform =
        """
        a: { type: fake.plain, replace: %1$s }
        b: { type: fake.plain, value: 1, dependsOn: [resources.a] }
        c: { type: fake.plain, replace: %1$s, dependsOn: [resources.b],
             lifecycle: { createBeforeDestroy: true } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      scene.applied(platform.formatted(2));
      assertEquals("C a, C c, D c, D a", sorted(scene));
      scene.assertSettled();
    }
  }

  /** The calls; of two that do not wait for one another the first by name. */
  private static String sorted(Scene scene) {
    return scene.changes().replace("C a, C c, D a, D c", "C a, C c, D c, D a");
  }

  @Test
  void aTriggerReplacesOnlyWhenItsValueChanges() {
    String platform =
        """
        a: { type: fake.plain, value: %1$s }
        b: { type: fake.plain, value: 1,
             lifecycle: { replaceWhen: ["${resources.a.stable}", "${%2$s > 5}", fixed] } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1, 1));
      scene.applied(platform.formatted(1, 2));
      assertEquals("", scene.changes());
      assertEquals(
          "replace b: replaceWhen[1] changed\n",
          Told.of(scene.file(platform.formatted(1, 6)).plan()));
      scene.applied();
      assertEquals("D b, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aTriggerThatIsKnownAfterApplyIsRecordedAsItTurnedOut() {
    String platform =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: 1, lifecycle: { replaceWhen: ["${resources.a.out}"] } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      scene.assertSettled();
      scene.applied(platform.formatted(2));
      assertEquals("D b, U a, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aTriggerIsFirstRecordedWithoutReplacing() {
    String platform =
        """
        a: { type: fake.plain, value: 1 }
        b: { type: fake.plain, value: 1%s }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(""));
      scene.applied(platform.formatted(", lifecycle: { replaceWhen: [\"${resources.a.out}\"] }"));
      assertEquals("", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatTurnsOutUnchangedIsCutOffWithAllBehindIt() {
    String platform =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, count: 3, value: "${resources.a.stable} ${each.index}" }
        c: { type: fake.plain, value: "${resources.b.map(b, b.out).join(',')}" }
        d: { type: fake.plain, value: "${resources.a.out}", dependsOn: [resources.c] }
        """;
    try (Scene scene = Scene.in(folder).parallelism(3)) {
      scene.applied(platform.formatted(1));
      scene.file(platform.formatted(2));
      assertEquals(6, scene.plan().changes().size());
      ApplyResult result = scene.applied();
      assertEquals("U a, U d", Told.steps(result.done()));
      scene.assertSettled();
    }
  }
}
