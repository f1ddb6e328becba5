package dev.paas.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.platform.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When calls may begin. */
final class CallRateTest {
  private long now = Long.MAX_VALUE - 500;

  @Test
  void noMoreBeginWithinThePeriod() {
    CallRate rate = CallRate.of(new RateLimit(2, Duration.ofNanos(1000)), () -> now);
    assertEquals(0, rate.reserve().toNanos());
    now += 100;
    assertEquals(0, rate.reserve().toNanos());
    now += 100;
    assertEquals(800, rate.reserve().toNanos(), "a period after the first");
    assertEquals(900, rate.reserve().toNanos(), "a period after the second");
    assertEquals(1800, rate.reserve().toNanos(), "a period after the third, which waits still");
    now += 5000;
    assertEquals(0, rate.reserve().toNanos());
  }

  @Test
  void withoutALimitNoneWaits() {
    assertEquals(0, CallRate.UNLIMITED.reserve().toNanos());
  }
}
