package dev.paas.state.local;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commits that are written and synced together. Each is judged as if those before it had taken
 * effect already; one that is refused leaves no trace. For the holder of the store's lock.
 */
final class GroupCommit {
  private final StoreView view;
  private final LeaseFiles leases;
  private final ByteWriter frame;
  private final List<CommitTask> accepted = new ArrayList<>();
  private final Map<String, Long> written = new HashMap<>();
  private final Map<String, Boolean> held = new HashMap<>();
  private long revision;

  /**
   * @param frame where the frame is made; cleared first
   */
  GroupCommit(StoreView view, LeaseFiles leases, ByteWriter frame) {
    this.view = view;
    this.leases = leases;
    this.frame = frame;
    this.revision = view.revision();
    Frames.begin(frame, Frames.COMMITS);
    frame.putNumber(revision + 1);
  }

  /** Takes the commit into the group, or refuses it. */
  void add(CommitTask task) {
    StateCommit commit = task.commit();
    StateLease lease = commit.lease();
    if (lease != null && !held.computeIfAbsent(lease.id(), leases::exists)) {
      task.refuse(leaseLost(lease));
      return;
    }
    for (Map.Entry<String, Long> expected : commit.expectedRevisions().entrySet()) {
      long actual = revisionOf(expected.getKey());
      if (actual != expected.getValue()) {
        task.refuse(conflict(expected.getKey(), expected.getValue(), actual));
        return;
      }
    }
    task.accept(++revision);
    accepted.add(task);
    encode(commit);
  }

  boolean isEmpty() {
    return accepted.isEmpty();
  }

  /** The last revision of the group. */
  long revision() {
    return revision;
  }

  /** Completes the frame as one that stands at {@code at}, and tells what is behind it. */
  JournalPosition finish(JournalPosition at) {
    return Frames.end(frame, at);
  }

  ByteWriter frame() {
    return frame;
  }

  /** Takes over what was written. */
  void applyTo(Entries entries) {
    long next = entries.revision();
    for (CommitTask task : accepted) {
      next++;
      for (StateCommit.Write write : task.commit().writes()) {
        byte[] value = write.value();
        if (value == null) {
          entries.delete(write.key(), next);
        } else {
          entries.put(new StateEntry(write.key(), value, next));
        }
      }
    }
    entries.advanceTo(revision);
  }

  private long revisionOf(String key) {
    Long here = written.get(key);
    return here == null ? view.revisionOf(key) : here;
  }

  private void encode(StateCommit commit) {
    frame.putNumber(commit.writes().size());
    for (StateCommit.Write write : commit.writes()) {
      byte[] value = write.value();
      frame.putText(write.key());
      if (value == null) {
        frame.putNumber(0);
      } else {
        frame.putNumber(value.length + 1L).putBytes(value);
      }
      written.put(write.key(), value == null ? 0 : revision);
    }
  }

  private static StateException leaseLost(StateLease lease) {
    return new StateException(
        Kind.LEASE_LOST,
        "the lease " + lease.id() + " is not held any more",
        "It was given up, or somebody ended it. Nothing was written.",
        "Run the command again.");
  }

  private static StateException conflict(String key, long expected, long actual) {
    return new StateException(
        Kind.CONFLICT,
        key + " was changed by somebody else",
        "Expected was " + named(expected) + ", found " + named(actual) + ". Nothing was written.",
        "Run the command again: it starts from what is there now.");
  }

  private static String named(long revision) {
    return revision == 0 ? "that it does not exist" : "revision " + revision;
  }
}
