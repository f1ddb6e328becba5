package dev.paas.state.local;

import dev.paas.spi.state.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes for a store, and the queue before it. What is queued while a sync is
 * under way is written and synced together next.
 *
 * <p>It is a daemon: a JVM that ends without closing its store leaves commits undone that nobody
 * was told are done.
 */
final class Committer implements Runnable {
  private static final long LARGEST_GROUP_BYTES = 4 << 20;

  private final StoreWriter writer;
  private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this, "paas-state-local");

  // From here on used by the thread only.

  /** Why nothing can be written any more. */
  private @Nullable StateException failure;

  private final List<CommitTask> group = new ArrayList<>();
  private long groupBytes;

  Committer(StoreWriter writer) {
    this.writer = writer;
  }

  /** Something to do in its turn. */
  sealed interface Task permits CommitTask, ActionTask, Stop {
    /** It cannot be done. */
    void fail(StateException why);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void submit(Task task) {
    queue.add(task);
  }

  /** Waits for what is queued, and ends the thread and the writer; no task may follow. */
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
    List<Task> tasks = new ArrayList<>();
    Stop stop = null;
    while (stop == null) {
      try {
        tasks.add(queue.take());
      } catch (InterruptedException e) {
        continue; // Nobody has a reason to; the queue says when to stop.
      }
      queue.drainTo(tasks);
      stop = process(tasks);
      tasks.clear();
    }
    StateException trouble = attempt(writer::close);
    if (trouble != null) {
      stop.fail(trouble);
    }
  }

  /** Carries the tasks out, up to the one that says to stop. */
  private @Nullable Stop process(List<Task> tasks) {
    for (Task task : tasks) {
      if (task instanceof CommitTask commit) {
        group.add(commit);
        groupBytes += commit.size();
        if (groupBytes >= LARGEST_GROUP_BYTES) {
          commitGroup();
        }
        continue;
      }
      commitGroup();
      if (task instanceof ActionTask<?> action) {
        action.run(writer);
      } else if (task instanceof Stop stop) {
        return stop;
      }
    }
    commitGroup();
    return null;
  }

  private void commitGroup() {
    if (group.isEmpty()) {
      return;
    }
    if (failure == null) {
      failure = attempt(() -> writer.commit(group));
    }
    for (CommitTask task : group) {
      if (failure == null) {
        task.report();
      } else {
        task.fail(failure);
      }
    }
    group.clear();
    groupBytes = 0;
    if (failure == null) {
      failure = attempt(writer::tidy);
    }
  }

  private interface Step {
    void run() throws StateException;
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

  /** The end of the queue. */
  private static final class Stop implements Task {
    private volatile @Nullable StateException failure;

    @Override
    public void fail(StateException why) {
      failure = why;
    }
  }
}
