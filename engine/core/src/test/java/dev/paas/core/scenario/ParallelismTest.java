package dev.paas.core.scenario;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.provider.tck.fake.FakeCall;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much is done at once, and that nothing is done too early. */
@Timeout(60)
final class ParallelismTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  ParallelismTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void assertMostAtOnce(int expected, Scene scene) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (scene) {
      Gate gate = scene.world().on(Operation.CREATE).hold();
      scene.file("n: { type: fake.plain, count: 12, value: 1 }");
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      gate.awaitArrivals(expected, PATIENCE);
      gate.open();
      assertTrue(running.get().isComplete());
      assertEquals(expected, scene.world().mostAtOnce(Operation.CREATE));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void theProviderBoundsItsCalls() throws Exception {
    assertMostAtOnce(3, Scene.in(folder).providerParallelism(3).parallelism(8));
  }

  @Test
  void theUserBoundsTheSteps() throws Exception {
    assertMostAtOnce(4, Scene.in(folder).parallelism(4));
  }

  /**
   * Calls of 50 ms, each of which waits until 50 are under way: were a single one fewer handed out
   * before the last round, none of them would ever come back.
   */
  @Test
  void aWideFanOutKeepsAllAllowedParallelismBusy() {
    CyclicBarrier round = new CyclicBarrier(50);
    try (Scene scene = Scene.in(folder).providerParallelism(50).parallelism(50)) {
      scene
          .world()
          .on(Operation.CREATE)
          .delay(Duration.ofMillis(50))
          .before(() -> waitForAll(round));
      scene.applied("n: { type: fake.plain, count: 1000, value: 1 }");
      assertEquals(1000, scene.count(Operation.CREATE));
      assertEquals(50, scene.world().mostAtOnce(Operation.CREATE));
    }
  }

  private static void waitForAll(CyclicBarrier round) {
    try {
      round.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException("fewer calls than allowed were under way", alone);
    }
  }

  @Test
  void aProviderBoundsItsReadsToo() throws Exception {
    try (Scene scene = Scene.in(folder).providerParallelism(2).parallelism(8)) {
      scene.applied("n: { type: fake.plain, count: 12, value: 1 }");
      Gate gate = scene.world().on(Operation.READ).hold();
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<?> running = thread.submit(() -> scene.plan());
        gate.awaitArrivals(2, PATIENCE);
        gate.open();
        running.get();
      } finally {
        thread.shutdownNow();
      }
      assertEquals(2, scene.world().mostAtOnce(Operation.READ));
    }
  }

  /** A platform in which each resource refers to some of those with a lower number. */
  private record Shape(Map<Integer, List<Integer>> references) {
    static Shape random(int size, Random random) {
      Map<Integer, List<Integer>> references = new HashMap<>();
      for (int i = 0; i < size; i++) {
        List<Integer> to = new ArrayList<>();
        for (int j = 0; j < i; j++) {
          if (random.nextInt(size) < 3) {
            to.add(j);
          }
        }
        references.put(i, to);
      }
      return new Shape(references);
    }

    String text(int generation) {
      StringBuilder text = new StringBuilder();
      references.forEach(
          (i, to) -> {
            text.append('r')
                .append(i)
                .append(": { type: fake.plain, value: \"g")
                .append(generation);
            to.forEach(j -> text.append(" ${resources.r").append(j).append(".out}"));
            text.append("\" }\n");
          });
      return text.toString();
    }
  }

  @Test
  void nothingIsDoneBeforeWhatItNeeds() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      Shape shape = Shape.random(8 + random.nextInt(12), random);
      try (Scene scene = Scene.in(folder.resolve("seed" + seed)).parallelism(6)) {
        for (Operation operation : List.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE)) {
          scene.world().on(operation).before(() -> dawdle(random));
        }
        scene.applied(shape.text(1));
        assertOrder(shape, scene, Operation.CREATE, false, seed);
        scene.applied(shape.text(2));
        assertOrder(shape, scene, Operation.UPDATE, false, seed);
        scene.assertSettled();
        scene.applied("");
        assertOrder(shape, scene, Operation.DELETE, true, seed);
        scene.assertSettled();
      }
    }
  }

  /** Lets the others go first, for a while that differs each time. */
  private static void dawdle(Random random) {
    int turns;
    synchronized (random) {
      turns = random.nextInt(20_000);
    }
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  private static void assertOrder(
      Shape shape, Scene scene, Operation operation, boolean reversed, int seed) {
    Map<String, FakeCall> calls = new HashMap<>();
    scene.world().calls(operation).forEach(call -> calls.put(call.address(), call));
    assertEquals(shape.references().size(), calls.size(), "seed " + seed + " " + operation);
    shape
        .references()
        .forEach(
            (from, to) ->
                to.forEach(
                    target -> {
                      FakeCall user = requireNonNull(calls.get("resources.r" + from));
                      FakeCall used = requireNonNull(calls.get("resources.r" + target));
                      boolean right = reversed ? user.before(used) : used.before(user);
                      assertTrue(right, "seed " + seed + ": " + user + ", " + used);
                    }));
  }
}
