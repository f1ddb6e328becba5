package dev.paas.provider.builtin.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A process and those that it has started, as far as their ancestors still run. */
final class ProcessTree {
  /** The system may be slow to take a killed process away, not to stop it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ProcessTree() {}

  /** Kills all of it and waits for their end, also in an interrupted thread. */
  static void kill(ProcessHandle root) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    kill(root, ends);
    try {
      CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException notYetGone) {
      // Nothing of it can do anything any more.
    }
  }

  /**
   * The parent first, or it would go on with what comes after the child; the children are asked for
   * before, because nobody can tell whose they were afterwards.
   */
  private static void kill(ProcessHandle process, List<CompletableFuture<?>> ends) {
    List<ProcessHandle> children = process.children().toList();
    ends.add(process.onExit());
    process.destroyForcibly();
    children.forEach(child -> kill(child, ends));
  }
}
