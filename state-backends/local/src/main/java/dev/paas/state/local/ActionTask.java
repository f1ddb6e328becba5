package dev.paas.state.local;

import dev.paas.spi.state.StateException;
import java.util.concurrent.CompletableFuture;

/**
 * Something other than a commit that the committer's thread does in its turn.
 *
 * @param <T> what comes of it
 */
final class ActionTask<T> implements Committer.Task {
  private final Action<T> action;
  private final CompletableFuture<T> future = new CompletableFuture<>();

  ActionTask(Action<T> action) {
    this.action = action;
  }

  /** What to do. */
  interface Action<T> {
    T run(StoreWriter writer) throws StateException;

    /** Undoes {@code result}: nobody waits for it any more. */
    default void undo(StoreWriter writer, T result) throws StateException {}
  }

  CompletableFuture<T> future() {
    return future;
  }

  void run(StoreWriter writer) {
    if (future.isDone()) {
      return;
    }
    try {
      T result = action.run(writer);
      if (!future.complete(result)) {
        action.undo(writer, result);
      }
    } catch (StateException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(Failures.defect(e));
    }
  }

  @Override
  public void fail(StateException why) {
    future.completeExceptionally(why);
  }
}
