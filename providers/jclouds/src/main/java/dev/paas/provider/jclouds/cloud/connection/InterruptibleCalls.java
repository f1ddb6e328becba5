package dev.paas.provider.jclouds.cloud.connection;

import dev.paas.provider.jclouds.cloud.CloudException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls in threads of its own, since jclouds' do not heed an interruption. A call that only
 * looks is let go of at once; the outcome of a change is waited for a little.
 */
public final class InterruptibleCalls implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 8;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "paas-cloud");
            thread.setDaemon(true);
            return thread;
          });

  /** A call to the cloud. */
  public interface Call<T> {
    T make() throws CloudException;
  }

  /** Makes a call that changes nothing. */
  public <T> T look(Call<T> call) throws CloudException, InterruptedException {
    Future<T> answer = threads.submit(call::make);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /**
   * Makes a call that changes something. When the thread is interrupted meanwhile and the outcome
   * comes soon, that is returned, and the thread is interrupted again.
   */
  public <T> T change(Call<T> call) throws CloudException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Future<T> answer = threads.submit(call::make);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      try {
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException late) {
        e.addSuppressed(late);
        throw e;
      } catch (ExecutionException failed) {
        throw failure(failed);
      } finally {
        Thread.currentThread().interrupt();
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static CloudException failure(ExecutionException e) {
    if (e.getCause() instanceof CloudException told) {
      return told;
    }
    if (e.getCause() instanceof RuntimeException defect) {
      throw defect;
    }
    throw new IllegalStateException(e.getCause());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
