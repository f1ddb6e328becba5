package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.state.PlatformState;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed or deleted behind the engine's back. */
final class DriftTest {
  private static final PlanOptions BLIND =
      new PlanOptions(PlanOptions.Mode.APPLY, false, List.of(), List.of());
  private static final PlanOptions REFRESH =
      new PlanOptions(PlanOptions.Mode.REFRESH, true, List.of(), List.of());

  private static final String PLATFORM =
      """
      a: { type: fake.plain, value: 1 }
      b: { type: fake.plain, value: "${resources.a.out}" }
      c: { type: fake.batch, count: 2, value: 1 }
      """;

  private final Path folder;

  DriftTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Scene drifted() {
    Scene scene = Scene.in(folder);
    scene.applied(PLATFORM);
    scene.world().tamper("t1", "value", Value.of(9));
    scene.world().remove(scene.world().at("resources.c[1]").orElseThrow().id());
    return scene;
  }

  @Test
  void itIsToldAndMadeGood() {
    try (Scene scene = drifted()) {
      assertEquals(
          """
          ! a
            value: 1 -> 9 (drift)
          ! c[1] is gone
          update a: it was changed outside of paas
            value: 9 -> 1 (drift)
          update b: `value`, `out`, `stable` change
            value: "out-t1-0" -> (known after apply)
          create c[1]: it was deleted outside of paas
            value: - -> 1
          """,
          Told.of(scene.plan()));
      scene.applied();
      assertEquals("U a, U b, C c[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void withoutARefreshItIsNotSeen() {
    try (Scene scene = drifted()) {
      scene.world().forgetCalls();
      Plan plan = scene.plan(BLIND);
      assertEquals("", Told.of(plan));
      assertEquals(0, scene.count(Operation.READ) + scene.count(Operation.READ_ALL));
      assertEquals(0, scene.count(Operation.OPEN), "a plan that needs no call opens no provider");
    }
  }

  @Test
  void aRefreshBringsTheStateUpToDateAndChangesNothingElse() {
    try (Scene scene = drifted()) {
      scene.applied(REFRESH);
      assertEquals("", scene.changes());
      PlatformState state = scene.recorded();
      assertEquals(3, state.records().size());
      assertTrue(state.records().toString().contains("value: 9"), state.records().toString());
      Settled.agree(scene.world(), state);

      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 9 -> 1
          update b: `value`, `out`, `stable` change
            value: "out-t1-0" -> (known after apply)
          create c[1]: it does not exist yet
            value: - -> 1
          """,
          Told.of(scene.plan()));
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aRefreshOfWhatIsAsItWasWritesNothing() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      int commits = scene.state().commits();
      scene.applied(REFRESH);
      assertEquals(commits, scene.state().commits());
    }
  }

  @Test
  void aRefreshSeesWhatHasLeftTheFileToo() {
    try (Scene scene = drifted()) {
      scene.file("b: { type: fake.plain, value: 1 }");
      scene.applied(REFRESH);
      Settled.agree(scene.world(), scene.recorded());
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void driftThatTheFileAgreesWithIsRecordedOnly() {
    try (Scene scene = drifted()) {
      scene.file(
          PLATFORM.replace("a: { type: fake.plain, value: 1", "a: { type: fake.plain, value: 9"));
      Plan plan = scene.plan();
      assertEquals(
          """
          ! a
            value: 1 -> 9 (drift)
          ! c[1] is gone
          create c[1]: it was deleted outside of paas
            value: - -> 1
          """,
          Told.of(plan));
      scene.applied();
      assertEquals("C c[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsGoneAndHasLeftTheFileIsForgotten() {
    try (Scene scene = drifted()) {
      scene.file(PLATFORM.replace("count: 2", "count: 1"));
      scene.applied();
      assertEquals("U a, U b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsLeftAloneIsLeftAlone() {
    try (Scene scene = Scene.in(folder)) {
      String platform =
          """
          a:
            { type: fake.plain, value: { x: %s, y: %s },
              lifecycle: { ignoreChanges: [value.x] } }
          """;
      scene.applied(platform.formatted(1, 1));
      Value tampered = MapValue.builder().put("x", 9).put("y", 1).build();
      scene.world().tamper("t1", "value", tampered);
      Plan plan = scene.plan();
      assertTrue(plan.changes().isEmpty(), Told.of(plan));
      plan = scene.file(platform.formatted(2, 1)).plan();
      assertTrue(plan.changes().isEmpty(), Told.of(plan));
      scene.applied(platform.formatted(2, 2));
      assertEquals("U a", scene.changes());
      assertEquals(
          MapValue.builder().put("x", 9).put("y", 2).build(),
          scene.world().at("resources.a").orElseThrow().attributes().getMap("value"));
      scene.assertSettled();
    }
  }

  @Test
  void aResourceThatCannotBeReadStopsThePlan() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(PLATFORM);
      scene.world().on(Operation.READ).of("resources.b").fail("the door is shut");
      scene.world().on(Operation.READ_ALL).fail("the shop is closed");
      String told = Scene.refusal(scene::plan);
      assertTrue(told.contains("cannot read resources.b: the door is shut"), told);
      assertTrue(told.contains("the shop is closed"), told);
      assertEquals(2, told.lines().count(), told);
      assertEquals("", Told.of(scene.plan(BLIND)));
    }
  }
}
