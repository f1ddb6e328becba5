package dev.paas.core.apply;

/** The user's wish that an apply stops: first gently, then at once. Safe for several threads. */
public final class Interruption {
  private volatile boolean stopping;
  private volatile boolean aborting;
  private volatile Runnable onAbort = () -> {};

  /** Lets running steps finish and begins no more; a second time stops at once. */
  public void request() {
    if (stopping) {
      abort();
    }
    stopping = true;
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

  /** What to do when everything is to stop at once. */
  void onAbort(Runnable action) {
    onAbort = action;
    if (aborting) {
      action.run();
    }
  }
}
