package dev.paas.state.etcd;

import dev.paas.state.etcd.EtcdFailure.Code;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Renews leases in the background, each at a third of its time, and knows how long they last at
 * least.
 */
final class LeaseKeeper implements AutoCloseable {
  private final Connection connection;
  private final Bytes somewhere;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "paas-state-etcd-leases");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param somewhere a key that may be read
   */
  LeaseKeeper(Connection connection, Bytes somewhere) {
    this.connection = connection;
    this.somewhere = somewhere;
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Makes a lease and keeps it. */
  Kept grant(Duration ttl) throws EtcdFailure {
    long begun = System.nanoTime();
    long begunWall = System.currentTimeMillis();
    long lease = connection.client().grant(ttl);
    Kept kept = new Kept(lease, ttl);
    kept.renewed(begun, begunWall, ttl);
    schedule(kept, ttl.dividedBy(3));
    return kept;
  }

  private void schedule(Kept kept, Duration delay) {
    try {
      ScheduledFuture<?> unused =
          timer.schedule(() -> renew(kept), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      kept.stop();
    }
  }

  private void renew(Kept kept) {
    if (kept.isOver()) {
      return;
    }
    long begun = System.nanoTime();
    long begunWall = System.currentTimeMillis();
    CompletableFuture<Duration> unused =
        connection
            .client()
            .renew(kept.lease)
            .whenComplete(
                (ttl, failure) -> {
                  if (failure == null) {
                    kept.renewed(begun, begunWall, ttl);
                    schedule(kept, kept.ttl.dividedBy(3));
                  } else {
                    trouble(kept, failure);
                  }
                });
  }

  private void trouble(Kept kept, Throwable failure) {
    EtcdFailure why = ClientFailures.of(failure);
    if (why.code() == Code.NO_LEASE) {
      kept.lost();
      return;
    }
    if (why.code() == Code.CREDENTIALS) {
      logInAgain();
    }
    schedule(kept, kept.ttl.dividedBy(10));
  }

  /** A call of another kind makes the client ask for another token. */
  private void logInAgain() {
    try {
      connection.client().range(Request.Range.keyOf(somewhere));
    } catch (EtcdFailure stillInTrouble) {
      // The next renewal tells.
      return;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** A lease that is renewed until it is stopped or lost. */
  static final class Kept {
    private final long lease;
    private final Duration ttl;
    private volatile Until until = new Until(0, 0);
    private volatile boolean over;
    private volatile boolean lost;

    private record Until(long nanos, long wallMillis) {}

    private Kept(long lease, Duration ttl) {
      this.lease = lease;
      this.ttl = ttl;
    }

    long lease() {
      return lease;
    }

    /**
     * Whether it lasts still for certain, as far as can be told without asking. Counted from before
     * the last renewal was sent, so the time cannot have run out earlier in etcd. By two clocks:
     * the one that never jumps may stand still while the machine sleeps.
     */
    boolean isAlive() {
      Until end = until;
      return !over
          && System.nanoTime() - end.nanos < 0
          && System.currentTimeMillis() < end.wallMillis;
    }

    boolean isLost() {
      return lost;
    }

    private boolean isOver() {
      return over;
    }

    private void renewed(long begunNanos, long begunWall, Duration lasts) {
      until = new Until(begunNanos + lasts.toNanos(), begunWall + lasts.toMillis());
    }

    private void lost() {
      lost = true;
      over = true;
    }

    /** Renews it no more. */
    void stop() {
      over = true;
    }
  }
}
