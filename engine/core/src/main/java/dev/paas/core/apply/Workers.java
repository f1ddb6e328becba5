package dev.paas.core.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The threads that carry out steps side by side. Safe for several threads. */
final class Workers {
  /** How long those that are interrupted have to notice it. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ExecutorService threads;
  private final List<Future<?>> started = new ArrayList<>();
  private int working;
  private boolean interrupted;

  Workers(ExecutorService threads) {
    this.threads = threads;
  }

  /** Starts {@code number} threads that do the same; none any more after an interruption. */
  synchronized void start(int number, Runnable work) {
    for (int i = 0; i < number && !interrupted; i++) {
      started.add(threads.submit(() -> counted(work)));
    }
  }

  private void counted(Runnable work) {
    synchronized (this) {
      working++;
    }
    try {
      work.run();
    } finally {
      synchronized (this) {
        working--;
        notifyAll();
      }
    }
  }

  /** Interrupts all of them. */
  synchronized void interrupt() {
    interrupted = true;
    started.forEach(worker -> worker.cancel(true));
  }

  /**
   * Waits for all of them, whatever becomes of one. Of those that were interrupted it waits for the
   * end, too, as long as that is near: what one of them is just making would otherwise be there
   * only after the next run has looked for it.
   */
  void await() throws InterruptedException {
    List<Future<?>> all;
    synchronized (this) {
      all = List.copyOf(started);
    }
    Throwable broken = null;
    for (Future<?> worker : all) {
      try {
        worker.get();
      } catch (ExecutionException failed) {
        broken = broken == null ? failed.getCause() : broken;
      } catch (CancellationException aborted) {
        // The user stopped everything at once; what that leaves is settled by the next apply.
      }
    }
    awaitInterrupted();
    if (broken instanceof Error error) {
      throw error;
    }
    if (broken != null) {
      throw new IllegalStateException("a worker failed", broken);
    }
  }

  private synchronized void awaitInterrupted() throws InterruptedException {
    long end = System.nanoTime() + GRACE.toNanos();
    long left = GRACE.toMillis();
    while (working > 0 && left > 0) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
  }
}
