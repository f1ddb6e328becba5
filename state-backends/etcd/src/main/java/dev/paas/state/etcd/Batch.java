package dev.paas.state.etcd;

import dev.paas.spi.state.StateCommit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Commits that are carried out in one transaction, each as a transaction inside it with conditions
 * of its own. etcd judges all conditions by what was there before the whole; so a commit that
 * writes, or asks for, what one before it in the batch writes has to wait for the next.
 */
final class Batch {
  /** What a request may have: etcd takes 1.5 MiB, and we leave room for what is around. */
  static final long LARGEST_REQUEST = (3L << 19) - (64 << 10);

  /** What a batch has beside the commits: the head and the writer's mark. */
  private static final int OWN_OPERATIONS = 2;

  private static final long USUAL_REQUEST = 1 << 20;

  private final int maxOperations;
  private final List<CommitTask> tasks = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private int widest;
  private long size;

  /**
   * @param maxOperations how many a transaction may have, with those inside one of it
   */
  Batch(int maxOperations) {
    this.maxOperations = maxOperations;
  }

  /** How many operations one commit may have at most. */
  static int mostOperations(int maxOperations) {
    return maxOperations - OWN_OPERATIONS - 1;
  }

  /** Takes a commit into the batch, unless it has to wait for the next. */
  boolean add(CommitTask task) {
    int wider = Math.max(widest, task.operations());
    int places = tasks.size() + 1;
    boolean fits =
        OWN_OPERATIONS + places + wider <= maxOperations
            && places < Revisions.LAST
            && size + task.size() <= USUAL_REQUEST;
    if (!tasks.isEmpty() && (!fits || dependsOnOthers(task.commit()))) {
      return false;
    }
    tasks.add(task);
    task.commit().writes().forEach(write -> written.add(write.key()));
    widest = wider;
    size += task.size();
    return true;
  }

  private boolean dependsOnOthers(StateCommit commit) {
    for (String key : commit.expectedRevisions().keySet()) {
      if (written.contains(key)) {
        return true;
      }
    }
    for (StateCommit.Write write : commit.writes()) {
      if (written.contains(write.key())) {
        return true;
      }
    }
    return false;
  }

  List<CommitTask> tasks() {
    return tasks;
  }

  /** The transactions inside, in order. */
  List<Request.Transaction> transactions() {
    List<Request.Transaction> transactions = new ArrayList<>();
    for (int place = 0; place < tasks.size(); place++) {
      transactions.add(tasks.get(place).transaction(place));
    }
    return transactions;
  }
}
