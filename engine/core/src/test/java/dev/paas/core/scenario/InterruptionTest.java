package dev.paas.core.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.Interruption;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The user wants an apply to stop: gently, or at once. */
@Timeout(60)
final class InterruptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLATFORM =
      """
      a: { type: fake.plain, value: 1 }
      b: { type: fake.plain, value: 2 }
      c: { type: fake.plain, value: "${resources.b.out}" }
      """;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Interruption interruption = new Interruption();

  private final Path folder;

  InterruptionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private Scene scene() {
    return Scene.in(folder).parallelism(2).interruption(interruption).file(PLATFORM);
  }

  private static void assertNextRunFinishes(Scene scene) {
    scene.interruption(new Interruption());
    scene.applied();
    scene.assertSettled();
  }

  @Test
  void theFirstTimeWhatRunsIsFinishedAndRecorded() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.b").hold();
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      interruption.request();
      gate.open();
      ApplyResult result = running.get();
      assertTrue(result.interrupted());
      assertTrue(Told.steps(result.done()).contains("C b"), Told.steps(result.done()));
      assertTrue(Told.steps(result.notBegun()).contains("C c"), Told.steps(result.notBegun()));
      assertEquals("", Told.of(result.errors()));
      Settled.agree(scene.world(), scene.recorded());
      assertNextRunFinishes(scene);
    }
  }

  @Test
  void theSecondTimeEverythingStopsAtOnce() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.CREATE).of("resources.b").hold();
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      interruption.request();
      interruption.request();
      ApplyResult result = running.get(30, SECONDS);
      assertTrue(result.interrupted());
      assertTrue(interruption.isAborting());
      gate.open();
      assertNextRunFinishes(scene);
    }
  }

  @Test
  void whatWasMadeWhenEverythingStopsIsNotMadeAgain() throws Exception {
    try (Scene scene = scene()) {
      CountDownLatch made = new CountDownLatch(1);
      scene
          .world()
          .on(Operation.CREATE)
          .of("resources.b")
          .nth(1)
          .after(
              () -> {
                made.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException("it was interrupted", stopped);
                }
              });
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      made.await();
      interruption.request();
      interruption.abort();
      assertTrue(running.get(30, SECONDS).interrupted());
      assertNextRunFinishes(scene);
      assertEquals(3, scene.world().things().size());
    }
  }

  private void assertGivenUp(Scene scene, Future<ApplyResult> running) throws Exception {
    assertEquals(Interruption.Effect.GIVEN_UP, interruption.request());
    assertInterrupted(assertThrows(ExecutionException.class, () -> running.get(30, SECONDS)));
    assertEquals("", scene.changes());
    assertEquals(0, scene.recorded().records().size());
  }

  private static void assertInterrupted(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertInstanceOf(InterruptedException.class, cause);
  }

  @Test
  void whileProvidersAreAskedWhetherItCanWorkTheFirstTimeIsEnough() throws Exception {
    try (Scene scene = scene()) {
      Gate gate = scene.world().on(Operation.PREFLIGHT).of("resources.b").hold();
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      gate.awaitArrivals(1, PATIENCE);
      assertGivenUp(scene, running);
      gate.open();
      assertNextRunFinishes(scene);
    }
  }

  @Test
  void whileItWaitsForOthersTheFirstTimeIsEnough() throws Exception {
    try (Scene scene = scene().patience(Duration.ofHours(1));
        StateStore other = scene.state().open();
        StateLease lease = other.acquire(wanting("resources.b"))) {
      CountDownLatch asked = new CountDownLatch(3);
      scene.world().on(Operation.PREFLIGHT).after(asked::countDown);
      Future<ApplyResult> running = thread.submit(() -> scene.apply());
      asked.await();
      assertGivenUp(scene, running);
      assertTrue(lease.isHeld());
    }
  }

  private static LeaseRequest wanting(String name) {
    return new LeaseRequest(new TreeSet<>(List.of(name)), "another", Duration.ZERO);
  }

  @Test
  void whatFailsBecauseItIsGivenUpIsNoFailure() {
    Interruption.Part<String> part =
        () -> {
          interruption.request();
          assertTrue(Thread.currentThread().isInterrupted());
          throw Diagnostic.error(Problem.STATE_IO, "cannot read the state").toException();
        };
    assertThrows(InterruptedException.class, () -> interruption.interruptibly(part));
    assertFalse(Thread.currentThread().isInterrupted(), "it was for that part alone");
  }

  @Test
  void whoStopsBeforeItBeginsChangesNothing() {
    try (Scene scene = scene()) {
      assertEquals(Interruption.Effect.FINISHING, interruption.request());
      assertInterrupted(assertThrows(AssertionError.class, scene::apply));
      assertEquals("", scene.changes());
      assertNextRunFinishes(scene);
    }
  }
}
