package dev.paas.state.local;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A commit on its way, and what came of it. Used by the committer's thread only. */
final class CommitTask implements Committer.Task {
  private final StateCommit commit;
  private final long size;
  private final CompletableFuture<Long> future = new CompletableFuture<>();
  private long revision;
  private @Nullable StateException refusal;

  /**
   * @param size about how many bytes it takes
   */
  CommitTask(StateCommit commit, long size) {
    this.commit = commit;
    this.size = size;
  }

  StateCommit commit() {
    return commit;
  }

  long size() {
    return size;
  }

  CompletableFuture<Long> future() {
    return future;
  }

  /** All conditions hold: it makes {@code newRevision}. */
  void accept(long newRevision) {
    revision = newRevision;
  }

  /** A condition does not hold. */
  void refuse(StateException why) {
    refusal = why;
  }

  /** Tells the caller what came of it. */
  void report() {
    if (refusal == null) {
      future.complete(revision);
    } else {
      future.completeExceptionally(refusal);
    }
  }

  @Override
  public void fail(StateException why) {
    future.completeExceptionally(why);
  }
}
