package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The way to etcd: calls are repeated while it cannot be reached, as long as the settings say. */
final class Connection implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final EtcdClient client;
  private final EtcdSettings settings;
  private final String location;

  Connection(EtcdClient client, EtcdSettings settings, String location) {
    this.client = client;
    this.settings = settings;
    this.location = location;
  }

  EtcdClient client() {
    return client;
  }

  EtcdSettings settings() {
    return settings;
  }

  String location() {
    return location;
  }

  /** Something that is asked of etcd; asked twice, it must do no harm. */
  interface Call<T> {
    T run() throws EtcdFailure;
  }

  /** Asks until there is an answer. */
  <T> T ask(String doing, Call<T> call) throws StateException {
    return ask(doing, settings.outage(), call);
  }

  /** Asks until there is an answer, for {@code patience} at most. */
  <T> T ask(String doing, Duration patience, Call<T> call) throws StateException {
    try {
      return answer(patience, call);
    } catch (EtcdFailure failure) {
      throw failed(failure, doing);
    }
  }

  /** Asks until there is an answer, and leaves it to the caller what a failure means. */
  <T> T answer(Call<T> call) throws EtcdFailure {
    return answer(settings.outage(), call);
  }

  private static <T> T answer(Duration patience, Call<T> call) throws EtcdFailure {
    Retries retries = new Retries(patience);
    while (true) {
      try {
        return call.run();
      } catch (EtcdFailure failure) {
        if (!retries.again(failure)) {
          throw failure;
        }
      }
    }
  }

  StateException failed(EtcdFailure failure, String doing) {
    return Failures.of(failure, location, doing);
  }

  /** Decides whether to ask again. */
  static final class Retries {
    private final long end;
    private Duration pause = FIRST_PAUSE;

    Retries(Duration patience) {
      end = System.nanoTime() + patience.toNanos();
    }

    /** Whether to ask again after that failure; pauses before it says so. */
    boolean again(EtcdFailure failure) {
      if (!failure.passes() || System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
      return true;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
