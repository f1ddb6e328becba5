package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.history.Occasion;
import dev.paas.core.state.Closure;
import dev.paas.core.state.ExclusiveSession;
import dev.paas.core.state.PlatformState;
import dev.paas.core.upkeep.Removal;
import dev.paas.core.upkeep.Renaming;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is done to the state by hand, and that nobody works on a state that is closed. */
@Timeout(60)
final class ByHandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLATFORM =
      """
      variables: { pass: { type: string, sensitive: true } }
      resources:
        a: { type: fake.thing, name: a, secret: "${vars.pass}" }
        b: { type: fake.plain, value: "${resources.a.id}" }
        n: { type: fake.plain, count: 2, value: "${resources.a.password}" }
        m: { type: fake.plain, value: "${size(resources.n)}" }
      """;

  private static final Occasion BY_HAND = new Occasion("by hand", "test", "0");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;

  ByHandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Scene scene() {
    return Scene.in(folder).variable("pass", "hunter2hunter2").file(PLATFORM);
  }

  private static void move(Scene scene, String from, String to) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      Renaming.of(engine.state().load(), Address.parse(from), Address.parse(to))
          .carryOut(engine.state(), "test", Duration.ZERO, engine.draft(BY_HAND));
    }
  }

  private static void forget(Scene scene, String... addresses) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      List<Address> wanted = java.util.Arrays.stream(addresses).map(Address::parse).toList();
      Removal.of(engine.state().load(), wanted)
          .carryOut(engine.state(), "test", Duration.ZERO, engine.draft(BY_HAND));
    }
  }

  private static List<Address> dependencies(PlatformState state, String address) {
    return Objects.requireNonNull(state.record(Address.parse(address))).dependencies();
  }

  /** Sealed values are bound to their address: they are sealed anew, or could not be read. */
  @Test
  void whatMovesIsSealedForItsNewAddress() throws Exception {
    try (Scene scene = scene()) {
      scene.applied();
      move(scene, "resources.a", "resources.z");
      move(scene, "resources.n", "resources.k");
      PlatformState moved = scene.recorded();
      assertEquals(
          "[resources.b, resources.k[0], resources.k[1], resources.m, resources.z]",
          moved.records().keySet().stream().sorted().toList().toString());
      assertEquals(List.of(Address.parse("resources.z")), dependencies(moved, "resources.b"));
      assertEquals(List.of(Address.parse("resources.k")), dependencies(moved, "resources.m"));
      scene.file(
          PLATFORM
              .replace("resources.a", "resources.z")
              .replace("  a:", "  z:")
              .replace("resources.n", "resources.k")
              .replace("  n:", "  k:"));
      scene.assertSettled();
    }
  }

  /** An interrupted creation, and what was replaced and is still there, go along. */
  @Test
  void whatIsUnfinishedMovesAlong() throws Exception {
    String first =
        "a: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }\n";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(first);
      scene.world().on(Operation.DELETE).fail("not now");
      scene.file(first.replace("replace: 1", "replace: 2") + "b: { type: fake.plain, value: 1 }");
      scene.apply();
      scene.world().forgetRules();
      scene.death().mortal();
      assertEquals(1, scene.recorded().deposed().size());
      move(scene, "resources.a", "resources.z");
      assertEquals(Address.parse("resources.z"), scene.recorded().deposed().get(0).address());
      scene.applied("z: { type: fake.plain, replace: 2 }\nb: { type: fake.plain, value: 1 }");
      assertEquals("D z", scene.changes().replace("D a", "D z"));
      scene.assertSettled();
    }
  }

  @Test
  void whatIsForgottenStaysInTheWorld() throws Exception {
    try (Scene scene = scene()) {
      scene.applied();
      forget(scene, "resources.n", "resources.b");
      assertEquals(
          "[resources.a, resources.m]",
          scene.recorded().records().keySet().stream().sorted().toList().toString());
      assertTrue(scene.world().at("resources.b").isPresent());
      scene.applied("");
      assertEquals("D m, D a", scene.changes());
      assertTrue(scene.world().at("resources.b").isPresent());
    }
  }

  @Test
  void whoIsAtWorkIsNotDisturbed() throws Exception {
    try (Scene scene = scene()) {
      scene.applied();
      Gate gate = scene.world().on(Operation.UPDATE).of("resources.a").hold();
      scene.variable("pass", "hunter3hunter3");
      Future<?> apply = threads.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      String moving = Scene.refusal(() -> run(() -> move(scene, "resources.a", "resources.z")));
      assertTrue(
          moving.startsWith("state.locked: resources.a is locked by test")
              || moving.startsWith("state.locked: [resources.a] is locked by test"),
          moving);
      String closing = Scene.refusal(() -> run(() -> close(scene, Duration.ZERO).close()));
      assertTrue(closing.startsWith("state.locked: test is at work on the state"), closing);
      gate.open();
      apply.get();
      scene.assertSettled();
    }
  }

  private static ExclusiveSession close(Scene scene, Duration patience)
      throws InterruptedException {
    return ExclusiveSession.begin(
        scene.engine().state(),
        Closure.Reason.PUSH,
        "",
        "ben@desk",
        patience,
        before -> before.reason() == Closure.Reason.PUSH);
  }

  /** An action that may be interrupted. */
  private interface Action {
    void run() throws InterruptedException;
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  @Test
  void aClosedStateIsLeftAlone() throws Exception {
    try (Scene scene = scene()) {
      try (ExclusiveSession session = close(scene, Duration.ZERO)) {
        String told = Scene.refusal(scene::plan);
        assertTrue(told.startsWith("state.locked: the whole state is locked by ben@desk"), told);
        String second = Scene.refusal(() -> run(() -> close(scene, Duration.ZERO)));
        assertTrue(second.contains("the whole state] is locked by ben@desk"), second);
        session.finish(List.of());
      }
      scene.applied();
      scene.assertSettled();
    }
  }

  /** Who plans before a state is closed, and begins afterwards, is refused as well. */
  @Test
  void nobodyBeginsOnAClosedState() throws Exception {
    try (Scene scene = scene();
        Engine engine = scene.engine()) {
      var planned =
          engine.plan(dev.paas.core.plan.PlanOptions.DEFAULT, dev.paas.core.plan.PlanListener.NONE);
      ExclusiveSession session = close(scene, Duration.ZERO);
      String told = Scene.refusal(() -> run(() -> engine.apply(planned, scene.how())));
      assertTrue(told.startsWith("state.locked: the whole state is locked by ben@desk"), told);
      session.close();
      assertTrue(engine.apply(planned, scene.how()).isComplete(), "nothing was written to it");
      scene.assertSettled();
    }
  }

  @Test
  void whoClosesWaitsForThoseAtWork() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.a").hold();
      Future<?> apply = threads.submit(() -> scene.applied());
      gate.awaitArrivals(1, PATIENCE);
      Future<ExclusiveSession> closing = threads.submit(() -> close(scene, PATIENCE));
      gate.open();
      try (ExclusiveSession session = closing.get()) {
        apply.get();
        assertEquals(null, session.resumed());
      }
      scene.assertSettled();
    }
  }
}
