package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.state.tck.InMemoryStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several who apply the same platform, at once or one after the other. */
@Timeout(60)
final class TogetherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLATFORM =
      """
      a: { type: fake.plain, value: %s }
      b: { type: fake.plain, value: "${resources.a.id}" }
      n: { type: fake.plain, count: 2, value: %s }
      m: { type: fake.plain, value: "${size(resources.n)} %s" }
      """;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;

  TogetherTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Scene scene() {
    return Scene.in(folder).parallelism(4);
  }

  private static PlanOptions target(String name) {
    return new PlanOptions(
        PlanOptions.Mode.APPLY, true, List.of(Address.parse("resources." + name)), List.of());
  }

  @Test
  void whoeverComesSecondIsRefused() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.a").hold();
      scene.file(PLATFORM.formatted(1, 1, 1));
      Future<ApplyResult> first = threads.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      String told = Scene.refusal(() -> scene.apply());
      assertTrue(told.startsWith("state.locked: "), told);
      assertTrue(told.contains("locked by test"), told);
      gate.open();
      assertTrue(first.get().isComplete());
      scene.assertSettled();
    }
  }

  /** One that has planned, and waits for another apply to end. */
  private final class Waiting implements AutoCloseable {
    private final Engine engine;
    private final Future<ApplyResult> end;

    Waiting(Scene scene) throws InterruptedException {
      scene.patience(PATIENCE);
      engine = scene.engine();
      PlannedPlatform plan = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
      end = threads.submit(() -> engine.apply(plan, scene.how()));
    }

    void assertRefused() {
      ExecutionException refused = assertThrows(ExecutionException.class, end::get);
      assertTrue(
          String.valueOf(refused.getMessage()).contains("has changed since this plan was made"));
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  @Test
  void whoeverWaitsPlansAgain() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.a").hold();
      scene.file(PLATFORM.formatted(1, 1, 1));
      Future<ApplyResult> first = threads.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      try (Waiting second = new Waiting(scene)) {
        gate.open();
        assertTrue(first.get().isComplete());
        second.assertRefused();
      }
      scene.applied();
      scene.assertSettled();
    }
  }

  /** Who waits for one that dies knows nothing of what that one had begun: it is not done twice. */
  @Test
  void whoeverWaitsForOneThatDiesPlansAgain() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.a").hold();
      scene.file(PLATFORM.formatted(1, 1, 1));
      Future<ApplyResult> first = threads.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      try (Waiting second = new Waiting(scene)) {
        try (InMemoryStateStore store = scene.state().open()) {
          for (LeaseInfo lease : store.leases()) {
            assertTrue(store.breakLease(lease.id()));
          }
        }
        second.assertRefused();
      }
      gate.open();
      assertFalse(first.get().isComplete());
      scene.applied();
      scene.assertSettled();
    }
  }

  @RepeatedTest(5)
  void twoThatTouchDifferentThingsGoAtTheSameTime() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).hold();
      scene.file(PLATFORM.formatted(1, 1, 1));
      Future<ApplyResult> first = threads.submit(() -> scene.apply(target("a")));
      Future<ApplyResult> second = threads.submit(() -> scene.apply(target("n")));
      gate.awaitArrivals(3, PATIENCE);
      gate.open();
      assertTrue(first.get().isComplete());
      assertTrue(second.get().isComplete());
      assertEquals(
          List.of(1L, 2L),
          List.of(first.get().revision(), second.get().revision()).stream().sorted().toList());
      scene.applied();
      scene.assertSettled();
    }
  }

  /** What only hashes are kept of is no change in the next plan, whoever began the state. */
  @RepeatedTest(20)
  void twoThatBeginAStateAtTheSameTimeHaveOneSalt() throws Exception {
    try (Scene scene = scene()) {
      scene.file(
          """
          s: { type: fake.thing, name: s, token: "tok3n" }
          t: { type: fake.thing, name: t, token: "tok3n" }
          """);
      Future<ApplyResult> first = threads.submit(() -> scene.apply(target("s")));
      Future<ApplyResult> second = threads.submit(() -> scene.apply(target("t")));
      assertTrue(first.get().isComplete());
      assertTrue(second.get().isComplete());
      scene.assertSettled();
    }
  }

  /** Plans {@code name}, lets another apply what {@code meanwhile} says, and carries on. */
  private String planned(Scene scene, String name, String before, String meanwhile)
      throws InterruptedException {
    scene.file(before);
    try (Engine engine = scene.engine()) {
      PlannedPlatform plan = engine.plan(target(name), PlanListener.NONE);
      scene.applied(meanwhile);
      scene.file(before);
      try {
        return Told.of(engine.apply(plan, scene.how()).errors());
      } catch (dev.paas.core.diagnostic.DiagnosticException refused) {
        return Told.of(refused.diagnostics());
      }
    }
  }

  @Test
  void aPlanIsRefusedOnlyWhenSomethingHasMovedThatItWasMadeFrom() throws Exception {
    try (Scene scene = scene()) {
      scene.applied(PLATFORM.formatted(1, 1, 1));
      String wanted = PLATFORM.formatted(1, 1, 2);
      assertEquals("", planned(scene, "m", wanted, PLATFORM.formatted(2, 1, 1)), "a has moved");
      String told = planned(scene, "m", PLATFORM.formatted(2, 1, 3), PLATFORM.formatted(2, 2, 2));
      assertTrue(told.startsWith("state.conflict: resources.n[0] has changed since"), told);
      scene.applied();
      scene.assertSettled();
    }
  }

  /** What another writes after this apply has begun is seen by the first write that needs it. */
  private void assertSeenInTheMiddle(String type) throws Exception {
    try (Scene scene = scene()) {
      String platform =
          """
          a: { type: fake.plain, value: %s, replace: %s }
          c: { type: fake.plain, value: %s }
          m: { type: %s, value: "${resources.a.id} %s", dependsOn: [resources.c] }
          """;
      scene.applied(platform.formatted(1, 1, 1, type, 1));
      Gate gate = scene.world().on(Operation.UPDATE).of("resources.c").hold();
      scene.file(platform.formatted(1, 1, 2, type, 2));
      Future<ApplyResult> first = threads.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      scene.file(platform.formatted(1, 2, 1, type, 1));
      assertTrue(scene.apply(target("a")).isComplete());
      gate.open();
      String told = Told.of(first.get().errors());
      assertTrue(told.startsWith("state.conflict: resources.a has changed since"), told);
      assertTrue(told.contains("resources.m depends on it"), told);
      scene.file(platform.formatted(1, 2, 2, type, 2));
      scene.world().forgetCalls();
      scene.applied();
      assertEquals("U m", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsReadIsComparedByTheFirstWriteThatNeedsIt() throws Exception {
    assertSeenInTheMiddle("fake.plain");
  }

  @Test
  void alsoBySomethingThatLivesInStateOnly() throws Exception {
    assertSeenInTheMiddle("fake.note");
  }

  private void save(Scene scene, Path file) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      PlannedPlatform plan = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
      engine.save(plan, file, "plan.bin", Scene.MAKER);
    }
  }

  private ApplyResult applySaved(Scene scene, Path file) throws InterruptedException {
    SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
    scene.world().forgetCalls();
    try (Engine engine = scene.engine()) {
      return engine.apply(engine.restore(saved), scene.how());
    }
  }

  private String refused(Scene scene, Path file) {
    return Scene.refusal(
        () -> {
          try {
            applySaved(scene, file);
          } catch (InterruptedException stop) {
            throw new AssertionError(stop);
          }
        });
  }

  @Test
  void aSavedPlanIsCarriedOutAsItWasMade() throws Exception {
    Path file = folder.resolve("plan.bin");
    try (Scene scene = scene().parallelism(1)) {
      String platform =
          """
          a: { type: fake.plain, replace: %s, lifecycle: { createBeforeDestroy: true } }
          b: { type: fake.plain, value: "${resources.a.out}" }
          c: { type: fake.plain, count: %s, value: "${resources.b.stable}" }
          """;
      scene.file(platform.formatted(1, 2));
      save(scene, file);
      assertTrue(applySaved(scene, file).isComplete());
      scene.assertSettled();
      scene.file(platform.formatted(2, 1));
      save(scene, file);
      assertTrue(applySaved(scene, file).isComplete());
      assertEquals("D c[1], C a, U b, D a", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aSavedPlanThatDoesNotFitAnyMoreIsRefused() throws Exception {
    Path file = folder.resolve("plan.bin");
    try (Scene scene = scene()) {
      scene.applied(PLATFORM.formatted(1, 1, 1));
      scene.file(PLATFORM.formatted(1, 1, 2));
      save(scene, file);
      scene.file(PLATFORM.formatted(1, 1, 3));
      String told = refused(scene, file);
      assertTrue(told.contains("the configuration has changed since it was made"), told);

      scene.applied(PLATFORM.formatted(1, 2, 1));
      scene.file(PLATFORM.formatted(1, 1, 2));
      told = refused(scene, file);
      assertTrue(told.contains("resources.n[0] has changed since it was made"), told);
      assertEquals("", scene.changes());
    }
  }

  @Test
  void aSavedPlanIsNotCarriedOutTwice() throws Exception {
    Path file = folder.resolve("plan.bin");
    try (Scene scene = scene()) {
      scene.applied(PLATFORM.formatted(1, 1, 1));
      scene.file(PLATFORM.formatted(2, 1, 1));
      save(scene, file);
      assertTrue(applySaved(scene, file).isComplete());
      String told = refused(scene, file);
      assertTrue(told.contains("has changed since it was made"), told);
      scene.assertSettled();
    }
  }

  @Test
  void aSavedPlanFinishesWhatAnotherHadBegun() throws Exception {
    Path file = folder.resolve("plan.bin");
    try (Scene scene = scene().parallelism(1)) {
      scene.file(PLATFORM.formatted(1, 1, 1));
      scene.death().at(12);
      try {
        scene.apply();
      } catch (dev.paas.provider.tck.fake.SimulatedCrash dead) {
        assertTrue(scene.death().happened());
      }
      scene.death().never();
      assertEquals(1, scene.recorded().intents().size());
      save(scene, file);
      assertTrue(applySaved(scene, file).isComplete());
      scene.assertSettled();
    }
  }
}
