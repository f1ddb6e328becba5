package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that commits for a store, and the queue before it. What is queued while a
 * transaction is under way goes into the next one.
 *
 * <p>It is a daemon: a JVM that ends without closing its store leaves commits undone that nobody
 * was told are done.
 */
final class Committer implements Runnable {
  private final Writer writer;
  private final int maxOperations;
  private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this, "paas-state-etcd");

  /** Why nothing can be written any more; used by the thread only. */
  private @Nullable StateException failure;

  Committer(Writer writer, int maxOperations) {
    this.writer = writer;
    this.maxOperations = maxOperations;
  }

  /** Something to do in its turn. */
  sealed interface Task permits CommitTask, Action, Stop {
    /** It cannot be done. */
    void fail(StateException why);
  }

  /** Something other than a commit. */
  static final class Action implements Task {
    private final Step step;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Action(Step step) {
      this.step = step;
    }

    CompletableFuture<Boolean> done() {
      return done;
    }

    @Override
    public void fail(StateException why) {
      done.completeExceptionally(why);
    }
  }

  private static final class Stop implements Task {
    private @Nullable StateException failure;

    @Override
    public void fail(StateException why) {
      failure = why;
    }
  }

  /** Something that may fail. */
  interface Step {
    void run() throws StateException;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void submit(Task task) {
    queue.add(task);
  }

  /** Waits for what is queued, and ends the thread; no task may follow. */
  void close() throws StateException {
    Stop stop = new Stop();
    queue.add(stop);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (stop.failure != null) {
      throw stop.failure;
    }
  }

  @Override
  public void run() {
    ArrayDeque<Task> waiting = new ArrayDeque<>();
    List<Task> arrived = new ArrayList<>();
    while (true) {
      if (waiting.isEmpty()) {
        try {
          waiting.add(queue.take());
        } catch (InterruptedException e) {
          continue; // Nobody has a reason to; the queue says when to stop.
        }
      }
      queue.drainTo(arrived);
      waiting.addAll(arrived);
      arrived.clear();
      if (waiting.peek() instanceof Stop stop) {
        StateException trouble = attempt(writer::close);
        if (trouble != null) {
          stop.fail(trouble);
        }
        return;
      }
      takeTurn(waiting);
    }
  }

  private void takeTurn(ArrayDeque<Task> waiting) {
    if (waiting.peek() instanceof Action action) {
      waiting.remove();
      StateException trouble = attempt(action.step);
      if (trouble == null) {
        action.done.complete(true);
      } else {
        action.fail(trouble);
      }
      return;
    }
    Batch batch = new Batch(maxOperations);
    while (waiting.peek() instanceof CommitTask task && admit(task, batch)) {
      waiting.remove();
    }
    if (failure == null && !batch.tasks().isEmpty()) {
      failure = attempt(() -> writer.carryOut(batch));
    }
    if (failure != null) {
      batch.tasks().forEach(task -> task.fail(failure));
    }
  }

  /** Takes a commit into the batch or refuses it; not when it has to wait for the next one. */
  private boolean admit(CommitTask task, Batch batch) {
    if (failure == null) {
      StateException impossible = task.impossible(Batch.mostOperations(maxOperations));
      if (impossible == null) {
        return batch.add(task);
      }
      if (!batch.tasks().isEmpty()) {
        return false; // Those before it are decided first.
      }
      failure = impossible;
    }
    task.fail(failure);
    return true;
  }

  private static @Nullable StateException attempt(Step step) {
    try {
      step.run();
      return null;
    } catch (StateException e) {
      return e;
    } catch (RuntimeException | Error e) {
      return Failures.defect(e);
    }
  }
}
