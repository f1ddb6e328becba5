package dev.paas.state.etcd;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A commit on its way, as the transaction that carries it out, and what came of it. */
final class CommitTask implements Committer.Task {
  /** What a value may have; etcd's requests have 1.5 MiB at most. */
  static final int LARGEST_VALUE = 1 << 20;

  private static final int OVERHEAD = 24;

  /** More writes than these become transactions inside the transaction, each with so many. */
  private static final int GROUP = 60;

  private final Layout layout;
  private final StateCommit commit;
  private final @Nullable EtcdLease lease;
  private final Map<String, Long> expected;
  private final long size;
  private final CompletableFuture<Long> future = new CompletableFuture<>();

  /**
   * @throws IllegalArgumentException when the lease is not one of an etcd store
   */
  CommitTask(Layout layout, StateCommit commit) {
    this.layout = layout;
    this.commit = commit;
    this.expected = new TreeMap<>(commit.expectedRevisions());
    if (commit.lease() instanceof EtcdLease own) {
      lease = own;
    } else if (commit.lease() == null) {
      lease = null;
    } else {
      throw new IllegalArgumentException("the lease is not one of this store");
    }
    long bytes = OVERHEAD;
    for (StateCommit.Write write : commit.writes()) {
      requireText(write.key());
      bytes += sizeOf(write);
    }
    size = bytes + (long) expected.size() * 2 * OVERHEAD;
  }

  private static long sizeOf(StateCommit.Write write) {
    byte[] value = write.value();
    return write.key().length() * 3L + OVERHEAD + (value == null ? 0 : value.length);
  }

  /** Refuses half characters, which would be written as question marks. */
  private static void requireText(String key) {
    for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
      if (Character.getType(key.codePointAt(i)) == Character.SURROGATE) {
        throw new IllegalArgumentException("half a character in the key " + key);
      }
    }
  }

  StateCommit commit() {
    return commit;
  }

  /** About how many bytes it takes in a request. */
  long size() {
    return size;
  }

  CompletableFuture<Long> future() {
    return future;
  }

  /**
   * How many operations etcd counts in the transaction: those of its longest list and, where that
   * has transactions in it, those of the longest of these.
   */
  int operations() {
    int conditions = lease == null ? 0 : 1;
    for (long revision : expected.values()) {
      conditions += revision == 0 ? 1 : 3;
    }
    int writes = commit.writes().size();
    return writes <= GROUP
        ? Math.max(conditions, writes)
        : Math.max(conditions, (writes + GROUP - 1) / GROUP) + GROUP;
  }

  /** The transaction inside that of a batch. */
  Request.Transaction transaction(int place) {
    List<Request.Condition> conditions = conditions();
    List<Request> writes = new ArrayList<>();
    for (StateCommit.Write write : commit.writes()) {
      Bytes key = layout.data(write.key());
      byte[] value = write.value();
      writes.add(
          value == null
              ? new Request.Delete(key)
              : new Request.Put(key, Stored.entry(value, place), 0));
    }
    return new Request.Transaction(conditions, grouped(writes), questions());
  }

  private static List<Request> grouped(List<Request> writes) {
    if (writes.size() <= GROUP) {
      return writes;
    }
    List<Request> groups = new ArrayList<>();
    for (int from = 0; from < writes.size(); from += GROUP) {
      List<Request> group = writes.subList(from, Math.min(writes.size(), from + GROUP));
      groups.add(new Request.Transaction(List.of(), group, List.of()));
    }
    return groups;
  }

  private List<Request.Condition> conditions() {
    List<Request.Condition> conditions = new ArrayList<>();
    if (lease != null) {
      conditions.add(new Request.Created(layout.lease(lease.id()), lease.created()));
    }
    expected.forEach(
        (key, revision) -> {
          Bytes at = layout.data(key);
          if (revision == 0) {
            conditions.add(new Request.Created(at, 0));
          } else {
            conditions.add(new Request.Modified(at, Revisions.etcd(revision)));
            conditions.add(new Request.BeginsWith(at, Revisions.place(revision)));
          }
        });
    return conditions;
  }

  /** What is to be known when the conditions do not hold: the lease's key, then the others. */
  List<Request> questions() {
    List<Request> questions = new ArrayList<>();
    if (lease != null) {
      questions.add(Request.Range.keyOf(layout.lease(lease.id())));
    }
    expected.keySet().forEach(key -> questions.add(Request.Range.keyOf(layout.data(key))));
    return questions;
  }

  /** All conditions hold: it made {@code revision}. */
  void complete(long revision) {
    future.complete(revision);
  }

  /** Some condition does not hold; {@code answers} are those to {@link #questions}. */
  void refuse(List<Reply.Page> answers) {
    int next = 0;
    if (lease != null && createdAt(answers.get(next++)) != lease.created()) {
      fail(Failures.leaseLost(lease.id()));
      return;
    }
    String conflict = "";
    long found = 0;
    for (Map.Entry<String, Long> each : expected.entrySet()) {
      long modified = modifiedAt(answers.get(next++));
      boolean moved = modified != Revisions.etcd(each.getValue());
      if (moved || conflict.isEmpty()) {
        conflict = each.getKey();
        found = modified;
      }
      if (moved) {
        break;
      }
    }
    fail(Failures.conflict(conflict, expected.getOrDefault(conflict, 0L), found));
  }

  private static long createdAt(Reply.Page page) {
    return page.pairs().isEmpty() ? 0 : page.pairs().get(0).created();
  }

  private static long modifiedAt(Reply.Page page) {
    return page.pairs().isEmpty() ? 0 : page.pairs().get(0).modified();
  }

  /** Why it cannot be carried out whatever is stored; {@code null} when it can. */
  @Nullable StateException impossible(int mostOperations) {
    if (operations() > mostOperations) {
      return Failures.tooMany(operations(), mostOperations);
    }
    for (StateCommit.Write write : commit.writes()) {
      byte[] value = write.value();
      if (value != null && value.length > LARGEST_VALUE) {
        return Failures.tooLarge(write.key(), value.length, LARGEST_VALUE);
      }
    }
    if (size > Batch.LARGEST_REQUEST) {
      return Failures.tooLarge("a change of the state", size, Batch.LARGEST_REQUEST);
    }
    return null;
  }

  @Override
  public void fail(StateException why) {
    future.completeExceptionally(why);
  }
}
