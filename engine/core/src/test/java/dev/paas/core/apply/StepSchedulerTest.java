package dev.paas.core.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.paas.core.address.Address;
import dev.paas.core.plan.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which steps are handed out, and when. */
@Timeout(30)
final class StepSchedulerTest {
  private static final Step FIRST = step(0);
  private static final Step SECOND = step(1, 0);
  private static final Step APART = step(2);

  private final AtomicBoolean stopWanted = new AtomicBoolean();
  private final StepScheduler scheduler =
      new StepScheduler(List.of(FIRST, SECOND, APART), stopWanted::get);

  private static Step step(int id, Integer... after) {
    Address address = Address.of("resources", "r" + id);
    return new Step(id, Step.Kind.CREATE, address, "", List.of(after));
  }

  @Test
  void aStepIsHandedOutWhenAllThatItWaitsForIsDone() throws Exception {
    assertEquals(FIRST, scheduler.next());
    assertEquals(APART, scheduler.next());
    scheduler.done(FIRST);
    assertEquals(SECOND, scheduler.next());
    scheduler.done(SECOND);
    scheduler.done(APART);
    assertNull(scheduler.next());
  }

  @Test
  void whatWaitsForAFailedStepIsNotHandedOut() throws Exception {
    assertEquals(FIRST, scheduler.next());
    assertEquals(APART, scheduler.next());
    scheduler.failed(FIRST);
    scheduler.done(APART);
    assertNull(scheduler.next());
    assertEquals(List.of(SECOND), scheduler.waitingSteps());
  }

  /** The wish comes while a thread waits already, and then what it waits for is done. */
  @Test
  void whoWaitsWhenAStopIsWantedGetsNoStepAnyMore() throws Exception {
    assertEquals(FIRST, scheduler.next());
    assertEquals(APART, scheduler.next());
    scheduler.done(APART);
    AtomicReference<@Nullable Step> handedOut = new AtomicReference<>(APART);
    Thread waiting =
        new Thread(
            () -> {
              try {
                handedOut.set(scheduler.next());
              } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    stopWanted.set(true);
    scheduler.done(FIRST);
    waiting.join();
    assertNull(handedOut.get());
    assertEquals(List.of(SECOND), scheduler.waitingSteps());
  }
}
