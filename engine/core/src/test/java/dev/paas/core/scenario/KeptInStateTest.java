package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the state keeps of a resource beside its attributes, and when it learns of it. */
final class KeptInStateTest {
  private final Path folder;

  KeptInStateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void replaceWhenIsKeptAsItTurnsOutToBe() {
    String platform =
        """
        a: { type: fake.plain, replace: 1 }
        b: { type: fake.plain, value: 1, lifecycle: { replaceWhen: ["${resources.a.id}"] } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform);
      scene.assertSettled();
      scene.applied(platform.replace("replace: 1", "replace: 2"));
      assertEquals("D b, D a, C a, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void replaceWhenOfSomethingNewIsKeptWithoutAChange() {
    String first = "b: { type: fake.plain, value: 1 }";
    String then =
        """
        a: { type: fake.plain, replace: 1 }
        b: { type: fake.plain, value: 1, lifecycle: { replaceWhen: ["${resources.a.id}"] } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(first);
      scene.applied(then);
      assertEquals("C a", scene.changes());
      scene.assertSettled();
      scene.applied(then.replace("replace: 1", "replace: 2"));
      assertEquals("D b, D a, C a, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anUpdateThatIsCutOffIsRecordedWithWhatItRefersToNow() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          a: { type: fake.plain, value: 1 }
          b: { type: fake.plain, value: "${resources.a.stable}" }
          c: { type: fake.plain, value: 1 }
          """);
      scene.applied(
          """
          a: { type: fake.plain, value: 2 }
          b:
            { type: fake.plain, value: "${resources.a.stable}", dependsOn: [resources.c],
              lifecycle: { keepOnRemove: true } }
          c: { type: fake.plain, value: 1 }
          """);
      assertEquals("U a", scene.changes());
      scene.assertSettled();
      scene.applied("c: { type: fake.plain, value: 1 }");
      assertEquals("D a", scene.changes(), "b stays, for its block said so at the end");
    }
  }

  @Test
  void whatTheFileSaysOfProtectionHoldsAtOnce() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, replace: 1 }");
      scene.file("a: { type: fake.plain, replace: 2, protect: true }");
      String told = Scene.refusal(scene::apply);
      assertTrue(told.startsWith("resource.protected: resources.a is protected"), told);
      scene.file("a: { type: fake.plain, replace: 1, when: \"${1 > 2}\", protect: true }");
      String gone = Scene.refusal(scene::apply);
      assertTrue(gone.startsWith("resource.protected: resources.a is protected"), gone);
    }
  }

  @Test
  void anOrderPassesThroughWhatHasNoInstance() {
    String platform =
        """
        a: { type: fake.plain, value: 1 }
        b: { type: fake.plain, when: "${1 > 2}", value: 1, dependsOn: [resources.a] }
        c: { type: fake.plain, value: 1, dependsOn: [resources.b] }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          platform
              .lines()
              .sorted(java.util.Comparator.reverseOrder())
              .reduce("", (all, line) -> all + line + "\n"));
      assertEquals("C a, C c", scene.changes());
      scene.assertSettled();
      scene.applied("");
      assertEquals("D c, D a", scene.changes());
    }
  }
}
