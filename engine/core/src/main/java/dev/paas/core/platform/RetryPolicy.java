package dev.paas.core.platform;

import java.time.Duration;

/**
 * How often a call is made again that failed in a way that may pass, and after how long.
 *
 * @param attempts how often at most, the first time included
 * @param initial how long to wait after the first failure
 * @param longest how long to wait at most
 * @param factor by how much each wait is longer than the one before
 */
public record RetryPolicy(int attempts, Duration initial, Duration longest, double factor) {

  /** Of a resource that says nothing. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30), 2);

  public RetryPolicy {
    if (attempts < 1 || factor < 1) {
      throw new IllegalArgumentException(attempts + " attempts, factor " + factor);
    }
  }

  /**
   * How long to wait after a failure: up to a quarter more or less than the policy says, so that
   * those that failed together do not come again together.
   *
   * @param attempt how often the call was made, from 1
   * @param jitter from 0 to 1, at random
   */
  public Duration pause(int attempt, double jitter) {
    double millis =
        Math.min((double) longest.toMillis(), initial.toMillis() * Math.pow(factor, attempt - 1));
    return Duration.ofMillis(Math.round(millis * (0.75 + jitter / 2)));
  }
}
