package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.Interruption;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import dev.paas.state.tck.InMemoryStateStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are made again. */
@Timeout(60)
final class RetryTest {
  private final Path folder;

  RetryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static int triesOf(Scene scene, String retry) {
    scene.world().on(Operation.CREATE).failRetryably("it is busy");
    scene.file("a: { type: fake.plain, value: 1, retry: " + retry + " }").apply();
    return scene.count(Operation.CREATE);
  }

  @Test
  void theUserSaysHowOften() {
    try (Scene scene = Scene.in(folder)) {
      assertEquals(
          7, triesOf(scene, "{ attempts: 7, backoff: { initial: 1ms, max: 2ms, factor: 1.5 } }"));
    }
  }

  @Test
  void onceIsOnce() {
    try (Scene scene = Scene.in(folder)) {
      assertEquals(1, triesOf(scene, "{ attempts: 1 }"));
    }
  }

  @Test
  void itHoldsForReadsAndDeletionsToo() {
    try (Scene scene = Scene.in(folder)) {
      String text =
          "a: { type: fake.plain, value: %s, count: %s, retry: { attempts: 2, backoff: { initial: 1ms } } }";
      scene.applied(text.formatted(1, 2));
      scene.world().on(Operation.READ).of("resources.a[0]").nth(1).failRetryably("it is busy");
      scene.world().on(Operation.UPDATE).nth(1).failRetryably("it is busy");
      scene.world().on(Operation.DELETE).nth(1).failRetryably("it is busy");
      scene.applied(text.formatted(2, 1));
      assertEquals(2, scene.count(Operation.UPDATE));
      assertEquals(2, scene.count(Operation.DELETE));
    }
  }

  @Test
  void whoHasLostHisLeaseTriesNoMore() {
    try (Scene scene = Scene.in(folder)) {
      scene
          .world()
          .on(Operation.CREATE)
          .nth(1)
          .before(() -> endLeases(scene))
          .failRetryably("it is busy");
      scene.file("a: { type: fake.plain, value: 1, retry: { backoff: { initial: 1ms } } }");
      String told = Told.of(scene.apply().errors());
      assertTrue(told.startsWith("state.lease-lost: "), told);
      assertEquals(1, scene.count(Operation.CREATE));
      scene.applied();
      scene.assertSettled();
    }
  }

  private static void endLeases(Scene scene) {
    try (InMemoryStateStore store = scene.state().open()) {
      for (LeaseInfo lease : store.leases()) {
        store.breakLease(lease.id());
      }
    } catch (StateException dead) {
      throw new AssertionError(dead);
    }
  }

  @Test
  void whatTheSystemAsksIsKeptTo() {
    try (Scene scene = Scene.in(folder)) {
      scene
          .world()
          .on(Operation.CREATE)
          .nth(1)
          .fail(ProviderException.builder("busy").retryAfter(Duration.ofMillis(300)).build());
      long start = System.nanoTime();
      scene.applied(
          "a: { type: fake.plain, value: 1, retry: { backoff: { initial: 1ms, max: 1ms } } }");
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
    }
  }

  @Test
  void stoppingAtOnceDoesNotWaitForTheNextTry() {
    try (Scene scene = Scene.in(folder)) {
      Interruption wish = new Interruption();
      scene.interruption(wish);
      scene
          .world()
          .on(Operation.CREATE)
          .before(wish::abort)
          .fail(ProviderException.builder("busy").retryAfter(Duration.ofMinutes(10)).build());
      ApplyResult result =
          scene.file("a: { type: fake.plain, value: 1, retry: { attempts: 100 } }").apply();
      assertFalse(result.isComplete());
      assertEquals(1, scene.count(Operation.CREATE));
    }
  }

  @Test
  void readsMayTakeAsLongAsTheUserSays() {
    try (Scene scene = Scene.in(folder)) {
      String text = "a: { type: fake.plain, value: 1, timeouts: { read: 50ms } }";
      scene.applied(text);
      scene.world().on(Operation.READ).delay(Duration.ofSeconds(30));
      String told = Scene.refusal(scene::plan);
      assertTrue(told.contains("it took longer than allowed"), told);
    }
  }

  @Test
  void aRateOfCallsIsKept() {
    try (Scene scene = Scene.in(folder).withoutProviders().parallelism(8)) {
      long start = System.nanoTime();
      scene.applied(
          """
          providers: { fake: { rateLimit: 4/s } }
          resources: { a: { type: fake.plain, count: 3, value: 1 } }
          """);
      // A preflight and a creation for each: the fifth and sixth call have to wait.
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(900).toNanos());
      assertEquals(6, scene.count(Operation.CREATE) + scene.count(Operation.PREFLIGHT));
    }
  }

  @Test
  void theUserBoundsAProvidersCalls() {
    try (Scene scene = Scene.in(folder).withoutProviders().parallelism(8)) {
      scene.world().on(Operation.CREATE).delay(Duration.ofMillis(20));
      scene.applied(
          """
          providers: { fake: { parallelism: 2 } }
          resources: { a: { type: fake.plain, count: 8, value: 1 } }
          """);
      assertEquals(2, scene.world().mostAtOnce(Operation.CREATE));
    }
  }
}
