package dev.paas.provider.ssh;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;

/** Waits between tries, for so long and no longer. */
final class Patience {
  /** Kept of the call's own time, to tell what was waited for in vain. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final long deadline;

  Patience(Duration limit, CallContext context) {
    Duration call = context.remaining().minus(RESERVE);
    Duration shorter = limit.compareTo(call) < 0 ? limit : call;
    deadline = System.nanoTime() + shorter.toNanos();
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  boolean isOver() {
    return deadline - System.nanoTime() <= 0;
  }

  /** How long one try may take: all that is left, but within bounds that let it tell something. */
  Duration attempt(Duration least, Duration most) {
    Duration left = left();
    Duration atMost = left.compareTo(most) < 0 ? left : most;
    return atMost.compareTo(least) < 0 ? least : atMost;
  }

  void pause(Duration interval) throws InterruptedException {
    Thread.sleep(attempt(Duration.ofMillis(1), interval).toMillis());
  }
}
