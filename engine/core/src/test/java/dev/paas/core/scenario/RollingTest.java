package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.plan.Step;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups of which only so many may be away at a time: {@code update: { maxUnavailable }}. */
@Timeout(60)
final class RollingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  RollingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A group {@code n}. */
  private static String group(int count, String most, int generation, String more) {
    return "n: { type: fake.plain, count: %d, replace: %d, update: { maxUnavailable: %s }%s }%n"
        .formatted(count, generation, most, more);
  }

  private static String group(int count, String most, int generation) {
    return group(count, most, generation, "");
  }

  private static final String NEW_FIRST = ", lifecycle: { createBeforeDestroy: true }";

  /** What is there at each end of a deletion from now on: the fewest. */
  private static AtomicInteger fewest(Scene scene) {
    AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
    scene
        .world()
        .on(Operation.DELETE)
        .after(
            () -> fewest.accumulateAndGet(scene.world().things().size(), (a, b) -> Math.min(a, b)));
    return fewest;
  }

  @Test
  void oneAfterTheOtherAndThePlanSaysSo() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(3, "1", 1));
      Plan plan = scene.file(group(3, "1", 2)).plan();
      assertEquals(
          """
          replace n[0]: `replace` forces replacement
            replace: 1 -> 2
            note: At most 1 of resources.n at a time.
          replace n[1]: `replace` forces replacement
            replace: 1 -> 2
            note: At most 1 of resources.n at a time: it waits for resources.n[0].
          replace n[2]: `replace` forces replacement
            replace: 1 -> 2
            note: At most 1 of resources.n at a time: it waits for resources.n[1].
          """,
          Told.of(plan));
      assertEquals(
          "D n[0], C n[0], D n[1], C n[1], D n[2], C n[2]",
          Told.steps(plan.steps()),
          "the steps of the plan");
      scene.applied();
      assertEquals("D n[0], C n[0], D n[1], C n[1], D n[2], C n[2]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void asManyAsAllowedAreAwayAndNotOneMore() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Scene scene = Scene.in(folder).parallelism(8)) {
      scene.applied(group(20, "3", 1));
      AtomicInteger fewest = fewest(scene);
      Gate gate = scene.world().on(Operation.CREATE).hold();
      scene.file(group(20, "3", 2));
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      gate.awaitArrivals(3, PATIENCE);
      gate.open();
      assertTrue(running.get().isComplete());
      assertEquals(17, fewest.get());
      scene.assertSettled();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aPartOfAllIsRoundedDownButAtLeastOne() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(10, "25%", 1));
      Plan plan = scene.file(group(10, "25%", 2)).plan();
      assertTrue(Told.of(plan).contains("At most 2 of resources.n at a time"), Told.of(plan));
      plan = scene.file(group(10, "9%", 2)).plan();
      assertTrue(Told.of(plan).contains("At most 1 of resources.n at a time"), Told.of(plan));
      plan = scene.file(group(10, "100%", 2)).plan();
      assertTrue(Told.of(plan).contains("At most 10 of resources.n at a time"), Told.of(plan));
    }
  }

  @Test
  void theGroupStopsAtTheFirstFailureAndTheNextApplyGoesOn() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(4, "1", 1));
      AtomicInteger fewest = fewest(scene);
      scene.world().on(Operation.CREATE).of("resources.n[1]").nth(1).fail("no room");
      ApplyResult result = scene.file(group(4, "1", 2)).apply();
      assertEquals("D n[0], C n[0], D n[1], C n[1]", scene.changes());
      assertEquals("C n[1]", Told.steps(result.failed()));
      assertEquals("D n[2], C n[2], D n[3], C n[3]", Told.steps(result.notBegun()));

      scene.applied();
      assertEquals("C n[1], D n[2], C n[2], D n[3], C n[3]", scene.changes());
      assertEquals(3, fewest.get());
      scene.assertSettled();
    }
  }

  /** What has not gone away yet stays, although nothing that it waits for has failed. */
  @Test
  void nobodyElseGoesAwayAfterAFailure() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(4, "3", 1));
      scene.world().on(Operation.CREATE).of("resources.n[0]").nth(1).fail("no room");
      ApplyResult result = scene.file(group(4, "3", 2) + "o: { type: fake.plain }").apply();
      String calls = scene.changes();
      assertFalse(calls.contains("n[3]"), calls);
      assertTrue(calls.contains("C o"), "another one goes on: " + calls);
      for (Step step : result.notBegun()) {
        if (step.kind() == Step.Kind.CREATE) {
          String deletion = "D " + Told.shortened(step.address().toString());
          assertFalse(calls.contains(deletion), "what had gone away is made anew: " + calls);
        }
      }
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void eachIsReadyBeforeTheNextOneGoes() {
    String ready =
        ", readyWhen: { condition: \"${self.out == 'up'}\", timeout: 20ms, interval: 1ms }";
    AtomicBoolean broken = new AtomicBoolean();
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.READ).before(() -> allUp(scene, broken.get()));
      scene.applied(group(3, "1", 1, ready));
      broken.set(true);
      ApplyResult result = scene.file(group(3, "1", 2, ready)).apply();
      assertEquals("D n[0], C n[0]", scene.changes());
      assertEquals("D n[1], C n[1], D n[2], C n[2]", Told.steps(result.notBegun()));

      scene.apply();
      assertEquals("", scene.changes(), "it is not ready yet");
      broken.set(false);
      scene.applied();
      assertEquals("D n[1], C n[1], D n[2], C n[2]", scene.changes());
      scene.assertSettled();
    }
  }

  /** Everything gets ready, but for {@code n[0]} when that is broken. */
  private static void allUp(Scene scene, boolean broken) {
    for (FakeThing thing : scene.world().things()) {
      if (!broken || !thing.address().equals("resources.n[0]")) {
        scene.world().tamper(thing.id(), "out", Value.of("up"));
      }
    }
  }

  private static void set(Scene scene, String address, String out) {
    String id = scene.world().at(address).orElseThrow().id();
    scene.world().tamper(id, "out", Value.of(out));
  }

  @Test
  void theNewOneComesFirstWhenAsked() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(3, "1", 1, NEW_FIRST));
      scene.file(group(3, "1", 2, NEW_FIRST)).applied();
      assertEquals("C n[0], D n[0], C n[1], D n[1], C n[2], D n[2]", scene.changes());
      scene.assertSettled();

      scene.world().on(Operation.CREATE).of("resources.n[1]").nth(1).fail("no room");
      ApplyResult result = scene.file(group(3, "1", 3, NEW_FIRST)).apply();
      assertEquals("C n[0], D n[0], C n[1]", scene.changes());
      assertEquals("C n[2], Dd n[1], Dd n[2]", sorted(result.notBegun()));
      scene.applied();
      assertEquals("C n[1], D n[1], C n[2], D n[2]", scene.changes());
      scene.assertSettled();
    }
  }

  private static String sorted(List<Step> steps) {
    return String.join(", ", List.of(Told.steps(steps).split(", ", -1)).stream().sorted().toList());
  }

  /** The old ones stay until what refers to the group has let go of them. */
  @Test
  void theNewOnesComeFirstForWhatRefersToThemAll() {
    String user = "u: { type: fake.plain, value: \"${resources.n.map(n, n.out)}\" }";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(2, "1", 1, NEW_FIRST) + user);
      scene.file(group(2, "1", 2, NEW_FIRST) + user).applied();
      assertEquals("C n[0], C n[1], U u, D n[1], D n[0]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsNotThereComesFirstThenWhatIsNotAsItWas() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(4, "1", 1));
      scene.world().remove(scene.world().at("resources.n[3]").orElseThrow().id());
      set(scene, "resources.n[2]", "changed by hand");
      scene.file(group(5, "1", 2)).applied();
      assertEquals(
          "C n[3], C n[4], D n[2], C n[2], D n[0], C n[0], D n[1], C n[1]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void onlyAnUpdateThatStopsSomethingIsLimited() {
    String text =
        "n: { type: fake.thing, count: 3, name: n, value: %d, update: { maxUnavailable: 1 } }";
    try (Scene scene = Scene.in(folder).parallelism(3)) {
      scene.applied(text.formatted(1));
      assertEquals(List.of(), waits(scene.file(text.formatted(2)).plan()));
      scene.handlers(
          handler ->
              new ForwardingHandler(handler) {
                @Override
                public PlannedResource plan(PlanRequest request) throws ProviderException {
                  PlannedResource plan = super.plan(request);
                  return new PlannedResource(
                      plan.attributes(), plan.replacements(), plan.warnings(), Disruption.STOPS);
                }
              });
      assertEquals(List.of("U n[1]", "U n[2]"), waits(scene.plan()));
      scene.applied();
      assertEquals("U n[0], U n[1], U n[2]", scene.changes());
      assertEquals(1, scene.world().mostAtOnce(Operation.UPDATE));
      scene.assertSettled();
    }
  }

  /** The steps that wait for another one that does something. */
  private static List<String> waits(Plan plan) {
    return plan.steps().stream()
        .filter(
            step ->
                step.after().stream().anyMatch(id -> plan.steps().get(id).kind() != Step.Kind.GATE))
        .map(step -> Told.steps(List.of(step)))
        .filter(step -> !step.isEmpty())
        .toList();
  }

  @Test
  void destroyingIsNotLimited() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(3, "1", 1));
      Plan plan = scene.plan(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
      assertEquals("D n[2], D n[1], D n[0]", Told.steps(plan.steps()));
      assertEquals(List.of(), waits(plan));
      assertFalse(plan.steps().stream().anyMatch(Step::rolling));
      Plan fewer = scene.file(group(1, "1", 1)).plan();
      assertEquals(List.of(), waits(fewer));
    }
  }

  @Test
  void aLimitThatContradictsTheOrderIsRefused() {
    String user =
        """
        u:
          type: fake.plain
          count: 2
          replace: "${resources.n.map(n, n.out)}"
          update: { maxUnavailable: 1 }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(2, "1", 1) + user);
      scene.file(group(2, "1", 2) + user);
      String told = Scene.refusal(scene::plan);
      assertTrue(told.contains("at most 1 of resources.u are away at a time"), told);
      assertTrue(told.contains("delete resources.u[1]"), told);
      scene.file(group(2, "1", 2) + user.replace("  update: { maxUnavailable: 1 }\n", ""));
      scene.applied();
      assertEquals(
          "D u[1], D u[0], D n[0], C n[0], D n[1], C n[1], C u[0], C u[1]", scene.changes());
    }
  }

  @Test
  void killedAtAnyInstantNoMoreAreAwayAndTheNextRunGoesOn() {
    for (String more : List.of("", NEW_FIRST)) {
      int least = more.isEmpty() ? 2 : 3;
      int instants = 1;
      for (int k = 1; k <= instants; k++) {
        try (Scene scene = Scene.in(folder.resolve(least + "at" + k))) {
          scene.applied(group(3, "1", 1, more));
          AtomicInteger fewest = fewest(scene);
          scene.death().at(k == 1 ? Integer.MAX_VALUE : k);
          scene.file(group(3, "1", 2, more));
          try {
            scene.apply();
          } catch (SimulatedCrash | DiagnosticException dead) {
            assertTrue(scene.death().happened());
          }
          instants = k == 1 ? scene.death().instants() : instants;
          scene.death().never();
          scene.applied();
          assertEquals(least, fewest.get(), "died " + scene.death().when() + " " + more);
          scene.assertSettled();
        }
      }
      assertTrue(instants > 15, "too few instants: " + instants);
    }
  }

  @Test
  void eachInstanceOfAModuleHasAGroupOfItsOwn() throws Exception {
    try (Scene scene = Scene.in(folder)) {
      Path box = folder.resolve("box");
      Files.createDirectories(box);
      Files.writeString(
          box.resolve("module.yaml"),
          "variables: { g: { type: integer } }\nresources:\n  "
              + "n: { type: fake.plain, count: 2, replace: \"${vars.g}\", update: { maxUnavailable: 1 } }\n");
      String text = "modules: { b: { source: ./box, count: 2, inputs: { g: %d } } }\n";
      scene.applied(text.formatted(1));
      Plan plan = scene.file(text.formatted(2)).plan();
      assertEquals(6, waits(plan).size(), "each waits for its old one, two for another one, too");
      String told = Told.of(plan);
      assertTrue(
          told.contains(
              "At most 1 of modules.b[1].resources.n at a time: it waits for"
                  + " modules.b[1].resources.n[0]."),
          told);
    }
  }

  @Test
  void aSavedPlanKeepsToIt() throws Exception {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(group(3, "2", 1));
      scene.file(group(3, "2", 2));
      Path file = folder.resolve("plan.bin");
      List<Step> steps;
      try (Engine engine = scene.engine()) {
        PlannedPlatform planned = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
        steps = planned.plan().steps();
        engine.save(planned, file, "plan.bin", Scene.MAKER);
      }
      SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
      assertEquals(3, steps.stream().filter(Step::rolling).count());
      assertEquals(steps, saved.plan().steps());
    }
  }

  @Test
  void theOrderOfALargeGroupIsLinear() {
    try (Scene scene = Scene.in(folder).parallelism(8).providerParallelism(8)) {
      scene.applied(group(2000, "10%", 1));
      Plan plan = scene.file(group(2000, "10%", 2)).plan();
      int edges = plan.steps().stream().mapToInt(step -> step.after().size()).sum();
      assertTrue(edges <= 2 * 2000, String.format(Locale.ROOT, "%d edges", edges));
    }
  }
}
