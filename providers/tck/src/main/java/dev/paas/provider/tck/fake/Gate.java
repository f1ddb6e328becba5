package dev.paas.provider.tck.fake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds calls until the test lets them go. */
public final class Gate {
  private final CountDownLatch open = new CountDownLatch(1);
  private int arrived;

  Gate() {}

  /** Lets all go that wait and all that will come. */
  public void open() {
    open.countDown();
  }

  /**
   * Waits until {@code calls} calls have come to the gate.
   *
   * @throws AssertionError when they do not come in time
   */
  public synchronized void awaitArrivals(int calls, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (arrived < calls) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("only " + arrived + " of " + calls + " calls came to the gate");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Passes, as soon as the gate is open. */
  void pass() throws InterruptedException {
    synchronized (this) {
      arrived++;
      notifyAll();
    }
    open.await();
  }
}
