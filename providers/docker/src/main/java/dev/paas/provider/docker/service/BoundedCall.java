package dev.paas.provider.docker.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a call that may hang, for so long and no longer. */
final class BoundedCall {

  private BoundedCall() {}

  /** The call's result; empty when it failed, or took longer than {@code limit} and was cut off. */
  static <T> Optional<T> make(Callable<T> call, Duration limit) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "paas-docker-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      task.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }
}
