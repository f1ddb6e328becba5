package dev.paas.provider.docker.service;

import java.time.Duration;

/** Time as rollouts see it, so that tests need not wait. */
interface Clock {
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  /** As {@link System#nanoTime}. */
  long nanos();

  void pause(Duration duration) throws InterruptedException;
}
