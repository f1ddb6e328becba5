package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes several calls at once, where one after the other would take long. */
final class Parallel {
  private static final int THREADS = 8;

  /** A call about one thing. */
  interface Call<T, R> {
    R make(T subject) throws EngineException, InterruptedException;
  }

  private Parallel() {}

  /**
   * The results, in the order of {@code subjects}. When a call fails the others are cut off, and
   * its failure is thrown.
   */
  static <T, R> List<R> map(List<T> subjects, Call<T, R> call)
      throws EngineException, InterruptedException {
    if (subjects.size() == 1) {
      return List.of(call.make(subjects.get(0)));
    }
    if (subjects.isEmpty()) {
      return List.of();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(THREADS, subjects.size()), Parallel::thread);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T subject : subjects) {
        futures.add(threads.submit(() -> call.make(subject)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "paas-docker-call");
    thread.setDaemon(true);
    return thread;
  }

  private static EngineException rethrown(ExecutionException e) throws InterruptedException {
    Throwable cause = e.getCause();
    if (cause instanceof EngineException failure) {
      return failure;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    throw new IllegalStateException(cause);
  }
}
