package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.state.StateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What becomes of commits. */
final class Commits {
  private Commits() {}

  /**
   * Waits until a commit is durable.
   *
   * @throws DiagnosticException when it is not carried out
   */
  static void await(CompletableFuture<Long> commit) throws InterruptedException {
    try {
      commit.get();
    } catch (ExecutionException failed) {
      throw failure(failed.getCause());
    }
  }

  /** Why a commit was not carried out. */
  static DiagnosticException failure(@Nullable Throwable cause) {
    Throwable root = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
    if (root instanceof StateException state) {
      return StateDiagnostics.exception(state);
    }
    return Diagnostic.error(Problem.STATE_IO, "cannot write the state")
        .detail(String.valueOf(root))
        .toException();
  }
}
