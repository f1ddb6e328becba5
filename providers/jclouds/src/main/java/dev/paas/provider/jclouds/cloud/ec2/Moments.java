package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for what EC2 tells a moment later than it does it. */
final class Moments {
  private static final int LOOKS = 20;

  private final Duration interval;

  /** Something that asks EC2. */
  interface Work<T> {
    T run() throws CloudException, InterruptedException;
  }

  /**
   * @param interval how long to wait before something is looked at again
   */
  Moments(Duration interval) {
    this.interval = interval;
  }

  /** Looks for a while until there is something; empty when it never is. */
  <T> Optional<T> await(Work<Optional<T>> look) throws CloudException, InterruptedException {
    Optional<T> seen = look.run();
    for (int count = 1; count < LOOKS && seen.isEmpty(); count++) {
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      seen = look.run();
    }
    return seen;
  }

  /** Looks for a while until something is so. */
  void until(Work<Boolean> look) throws CloudException, InterruptedException {
    await(() -> look.run() ? Optional.of(true) : Optional.empty());
  }

  /** What a call makes; when its answer is lost, that may be there all the same. */
  <T> T made(Work<T> call, Work<Optional<T>> look) throws CloudException, InterruptedException {
    try {
      return call.run();
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return await(look).orElseThrow(() -> e);
    }
  }
}
