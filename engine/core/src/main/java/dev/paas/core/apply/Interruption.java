package dev.paas.core.apply;

import dev.paas.core.diagnostic.DiagnosticException;
import org.jspecify.annotations.Nullable;

/**
 * The user's wish that an apply stops: first gently, then at once. What changes nothing is given up
 * the first time already. Safe for several threads.
 */
public final class Interruption {
  private volatile boolean stopping;
  private volatile boolean aborting;
  private volatile Runnable onAbort = () -> {};
  private @Nullable Thread harmless;

  /** What a wish to stop does. */
  public enum Effect {
    /** Running steps are finished, and no more are begun. */
    FINISHING,
    /** Nothing had been begun that would have to be finished: it stops now. */
    GIVEN_UP,
    /** Running steps are given up. */
    ABORTED
  }

  /** Something that changes nothing. */
  public interface Part<T> {
    T run() throws InterruptedException;
  }

  /** Lets running steps finish and begins no more; a second time stops at once. */
  public Effect request() {
    synchronized (this) {
      if (!stopping) {
        stopping = true;
        if (harmless == null) {
          return Effect.FINISHING;
        }
        harmless.interrupt();
        return Effect.GIVEN_UP;
      }
    }
    abort();
    return Effect.ABORTED;
  }

  /** Stops at once. */
  public void abort() {
    stopping = true;
    aborting = true;
    onAbort.run();
  }

  /** Whether no more steps are to be begun. */
  public boolean isStopping() {
    return stopping;
  }

  /** Whether running steps are to be given up. */
  public boolean isAborting() {
    return aborting;
  }

  /**
   * Runs something that may take long and changes nothing, such as planning, or waiting for others.
   *
   * @throws InterruptedException when it was given up, or is not even begun
   */
  public <T> T interruptibly(Part<T> part) throws InterruptedException {
    synchronized (this) {
      if (stopping) {
        throw new InterruptedException("stopped before it began");
      }
      harmless = Thread.currentThread();
    }
    try {
      return part.run();
    } catch (DiagnosticException failure) {
      if (wasGivenUp()) {
        throw new InterruptedException("given up");
      }
      throw failure;
    } finally {
      end();
    }
  }

  private synchronized boolean wasGivenUp() {
    return stopping && harmless != null;
  }

  /** Takes the interruption back: it was for this part alone. */
  private synchronized void end() {
    if (wasGivenUp()) {
      boolean unused = Thread.interrupted();
    }
    harmless = null;
  }

  /** What to do when everything is to stop at once. */
  void onAbort(Runnable action) {
    onAbort = action;
    if (aborting) {
      action.run();
    }
  }
}
