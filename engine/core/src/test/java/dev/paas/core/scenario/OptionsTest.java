package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.plan.PlanOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user can ask for: protection, a part of the platform, a replacement, its end. */
final class OptionsTest {
  private static final PlanOptions DESTROY =
      new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of());

  private static final String PLATFORM =
      """
      a: { type: fake.plain, value: 1 }
      b: { type: fake.plain, value: "${resources.a.out}" }
      c: { type: fake.plain, count: 2, value: "${resources.b.out}" }
      d: { type: fake.plain, value: 1 }
      """;

  private final Path folder;

  OptionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<Address> addresses(String... texts) {
    return Stream.of(texts).map(text -> Address.parse("resources." + text)).toList();
  }

  private static PlanOptions target(String... targets) {
    return new PlanOptions(PlanOptions.Mode.APPLY, true, addresses(targets), List.of());
  }

  @Test
  void twentyFiveWhatIsProtectedIsNotDestroyed() {
    String kept = "p: { type: fake.plain, count: 1, replace: 1, protect: true }";
    String other = "q: { type: fake.plain, value: 1 }\n";
    List<String> changes =
        List.of(
            kept.replace("replace: 1", "replace: 2"),
            kept.replace("count: 1", "count: 0"),
            "",
            kept.replace("replace: 1, protect: true", "replace: 2, protect: false"));
    try (Scene scene = Scene.in(folder)) {
      scene.applied(other + kept);
      for (String change : changes) {
        String told = Scene.refusal(() -> scene.file(other + change).apply());
        assertTrue(
            told.startsWith("resource.protected: resources.p[0] is protected: this plan would "),
            told);
        assertTrue(told.contains("apply it with protect: false first"), told);
      }
      String told = Scene.refusal(() -> scene.file(other + kept).apply(DESTROY));
      assertTrue(told.startsWith("resource.protected: resources.p[0] is protected"), told);
      assertEquals(2, scene.world().things().size());
      scene.file(other + kept).assertSettled();

      scene.applied(other + kept.replace("true", "false"));
      assertEquals("", scene.changes());
      scene.applied(other);
      assertEquals("D p[0]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aTargetIsAppliedWithWhatItNeeds() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(PLATFORM).applied(target("b"));
      assertEquals("C a, C b", scene.changes());
      scene.file(PLATFORM.replace("value: 1", "value: 2")).applied(target("c"));
      assertEquals("U a, U b, C c[0], C c[1]", scene.changes());
      Settled.agree(scene.world(), scene.recorded());
      scene.applied();
      assertEquals("C d", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aTargetThatHasLeftTheFileIsDeleted() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.file("a: { type: fake.plain, value: 2 }").applied(target("d"));
      assertEquals("D d", scene.changes());
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aTargetThatIsNotThereIsAnError() {
    try (Scene scene = Scene.in(folder)) {
      String told = Scene.refusal(() -> scene.file(PLATFORM).plan(target("bb")));
      assertTrue(told.startsWith("address.unknown: there is no resources.bb for --target"), told);
    }
  }

  @Test
  void aReplacementCanBeAskedFor() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      PlanOptions replace =
          new PlanOptions(PlanOptions.Mode.APPLY, true, List.of(), addresses("c[1]", "b"));
      assertTrue(
          Told.of(scene.plan(replace)).startsWith("replace b: --replace asks for it\n"),
          Told.of(scene.plan(replace)));
      scene.applied(replace);
      assertEquals("D c[1], D b, C b, U c[0], C c[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void everythingCanBeDestroyed() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.applied(DESTROY);
      assertEquals("D d, D c[1], D c[0], D b, D a", scene.changes());
      assertEquals(List.of(), scene.world().things());
      assertEquals(0, scene.recorded().records().size());
      scene.applied(DESTROY);
      assertEquals("", scene.changes());
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void destroyingNeedsNoExpression() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.file(
          """
          a: { type: fake.plain, value: "${int('none')}" }
          b: { type: fake.plain, count: "${1 / 0}" }
          """);
      scene.applied(DESTROY);
      assertEquals(List.of(), scene.world().things());
    }
  }

  @Test
  void aPartCanBeDestroyed() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, addresses("c"), List.of()));
      assertEquals("D c[1], D c[0]", scene.changes());
      scene.applied();
      assertEquals("C c[0], C c[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsKeptIsForgottenWhenItLeavesTheFile() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("k: { type: fake.plain, value: 1, lifecycle: { keepOnRemove: true } }");
      scene.applied("");
      assertEquals("", scene.changes());
      assertEquals(1, scene.world().things().size());
      assertEquals(0, scene.recorded().records().size());
    }
  }

  @Test
  void twentyFiveConsentIsAnEntryOfRemoved() {
    String kept = "p: { type: fake.plain, value: 1, protect: true }";
    String removed = "removed: [{ from: resources.p, destroy: %s }]\n";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(kept);
      String told = Scene.refusal(() -> scene.file("").apply());
      assertTrue(told.contains("or say removed: [{ from: 'resources.p', destroy: true }]"), told);
      scene.file("resources:\n  " + kept + "\n" + removed.formatted("true"));
      told = Scene.refusal(scene::apply);
      assertTrue(told.startsWith("removed.invalid: resources.p is removed, and is still"), told);
      scene.applied(removed.formatted("true"));
      assertEquals("D p", scene.changes());
      scene.assertSettled();
    }
    try (Scene scene = Scene.in(folder.resolve("kept"))) {
      scene.applied(kept);
      scene.applied(removed.formatted("false"));
      assertEquals("", scene.changes());
      assertEquals(1, scene.world().things().size());
      assertEquals(0, scene.recorded().records().size());
    }
  }

  @Test
  void whatIsForgottenIsNotDestroyedEither() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.file("removed: [{ from: resources.a, destroy: false }]\n");
      scene.applied(DESTROY);
      assertEquals(1, scene.world().things().size());
      assertEquals(0, scene.recorded().records().size());
    }
  }

  @Test
  void anInstanceCanBeForgotten() {
    String platform = "n: { type: fake.plain, count: %d, value: 1 }";
    String removed = "removed: [{ from: 'resources.n[1]', destroy: false }]\n";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(2));
      String told =
          Scene.refusal(
              () -> scene.file("resources:\n  " + platform.formatted(2) + "\n" + removed).apply());
      assertTrue(told.startsWith("removed.invalid: resources.n[1] is removed, and is still"), told);
      scene.applied("resources:\n  " + platform.formatted(1) + "\n" + removed);
      assertEquals("", scene.changes());
      assertEquals(2, scene.world().things().size());
      assertEquals(1, scene.recorded().records().size());
    }
  }

  @Test
  void aTargetIsOneInstance() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(PLATFORM).applied(target("c[1]"));
      assertEquals("C a, C b, C c[1]", scene.changes());
      scene.applied();
      assertEquals("C c[0], C d", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aTargetedDestructionTakesWhatRefersToIt() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, addresses("b"), List.of()));
      assertEquals("D c[1], D c[0], D b", scene.changes());
      Settled.agree(scene.world(), scene.recorded());
    }
  }

  @Test
  void whatIsExcludedIsLeftAloneWithWhatRefersToIt() {
    PlanOptions withoutB = PlanOptions.DEFAULT.excluding(addresses("b"));
    try (Scene scene = Scene.in(folder)) {
      scene.file(PLATFORM).applied(withoutB);
      assertEquals("C a, C d", scene.changes());
      scene.applied();
      scene.file(PLATFORM.replace("value: 1", "value: 2")).applied(withoutB);
      assertEquals("U a, U d", scene.changes());
      scene.applied();
      assertEquals("U b, U c[0], U c[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatAnExcludedOneRefersToIsNotDeleted() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.file("b: { type: fake.plain, value: 1 }");
      scene.applied(PlanOptions.DEFAULT.excluding(addresses("b")));
      assertEquals("D d", scene.changes());
      scene.applied();
      assertEquals("D c[1], D c[0], D a, U b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anInstanceCanBeExcluded() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(PLATFORM).applied(PlanOptions.DEFAULT.excluding(addresses("c[0]", "d")));
      assertEquals("C a, C b, C c[1]", scene.changes());
      scene.file("").applied(PlanOptions.DEFAULT.excluding(addresses("c[1]")));
      assertEquals("", scene.changes());
      assertEquals(3, scene.world().things().size());
    }
  }

  @Test
  void aDestructionKeepsWhatIsExcludedAndWhatItNeeds() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.applied(
          new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of())
              .excluding(addresses("b")));
      assertEquals("D d, D c[1], D c[0]", scene.changes());
      Settled.agree(scene.world(), scene.recorded());
    }
  }

  @Test
  void aTriggerReplaces() {
    String platform =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: 1, lifecycle: { replaceWhen: ["${resources.a.value}"] } }
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
  void theProviderOfWhatHasLeftIsFound() {
    try (Scene scene = Scene.in(folder)) {
      scene.withoutProviders();
      scene.applied(PLATFORM);
      scene.assertSettled();
      scene.applied("");
      assertEquals(List.of(), scene.world().things());
      scene.assertSettled();
    }
  }
}
