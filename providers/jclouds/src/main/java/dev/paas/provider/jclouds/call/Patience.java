package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.cloud.CloudException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at things of a cloud while something is waited for. Short failures are sat out. */
public final class Patience {
  private static final int FAILURES = 10;

  private final Duration interval;

  /**
   * @param scope says how long to wait between two looks
   */
  public Patience(Scope scope) {
    this.interval = scope.pollInterval();
  }

  /** A look at something. */
  public interface Look<T> {
    T look() throws CloudException, InterruptedException;
  }

  /** Looks; so many failures in a row that may pass are waited out. */
  public <T> T look(Look<T> look) throws CloudException, InterruptedException {
    for (int failures = 1; true; failures++) {
      try {
        return look.look();
      } catch (CloudException e) {
        if (failures >= FAILURES || !mayPass(e)) {
          throw e;
        }
        Duration asked = e.retryAfter();
        Duration wait = interval.multipliedBy(failures);
        pause(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
      }
    }
  }

  private static boolean mayPass(CloudException failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, BROKEN, BUSY, FAILED, CONFLICT -> true;
      case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, REFUSED -> false;
    };
  }

  /** Waits for the next look. */
  public void pause() throws InterruptedException {
    pause(interval);
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }
}
