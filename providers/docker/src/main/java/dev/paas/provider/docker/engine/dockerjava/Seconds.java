package dev.paas.provider.docker.engine.dockerjava;

import java.time.Duration;

/** The engine counts some times in whole seconds. */
final class Seconds {

  private Seconds() {}

  /** So that 500 ms do not become "at once". */
  static long roundedUp(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
