package dev.paas.core.provider;

import dev.paas.core.platform.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls within a rate: never more than so many begin within any period of its length. Safe
 * for several threads; those that wait are let go in the order in which they came.
 */
public final class CallRate {
  /** Lets everything through. */
  public static final CallRate UNLIMITED = new CallRate(null, System::nanoTime);

  private final @Nullable RateLimit limit;
  private final LongSupplier clock;
  private final long[] begun;
  private int next;
  private int count;

  private CallRate(@Nullable RateLimit limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    this.begun = new long[limit == null ? 0 : limit.calls()];
  }

  /** Of a limit. */
  public static CallRate of(RateLimit limit) {
    return new CallRate(limit, System::nanoTime);
  }

  /** The same by another clock, in nanoseconds. */
  static CallRate of(RateLimit limit, LongSupplier clock) {
    return new CallRate(limit, clock);
  }

  /** Waits until one more call may begin. */
  void await() throws InterruptedException {
    long pause = reserve().toNanos();
    if (pause > 0) {
      Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
    }
  }

  /** Takes the next turn, and tells how long it is until then. */
  synchronized Duration reserve() {
    RateLimit known = limit;
    if (known == null) {
      return Duration.ZERO;
    }
    long now = clock.getAsLong();
    long turn = now;
    if (count == begun.length) {
      long earliest = begun[next] + known.period().toNanos();
      turn = earliest - now > 0 ? earliest : now;
    } else {
      count++;
    }
    begun[next] = turn;
    next = (next + 1) % begun.length;
    return Duration.ofNanos(turn - now);
  }
}
