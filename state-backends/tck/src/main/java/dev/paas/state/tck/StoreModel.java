package dev.paas.state.tck;

import dev.paas.spi.state.StateException.Kind;
import dev.paas.state.tck.Operation.Change;
import dev.paas.state.tck.Operation.Commit;
import dev.paas.state.tck.Operation.Condition;
import dev.paas.state.tck.Operation.Expectation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store must hold after the operations so far, as simply as it can be said. Revisions that
 * are not known yet are negative until the store has told them.
 */
final class StoreModel {
  /** A revision that no store gets to. */
  private static final long NEVER = 1L << 60;

  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, Long> previous = new HashMap<>();
  private long lastRevision;

  /** The value of a key and the revision that wrote it. */
  record Entry(String value, long revision) {}

  /** The entries below {@code prefix}. */
  SortedMap<String, Entry> below(String prefix) {
    SortedMap<String, Entry> found = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          if (key.startsWith(prefix)) {
            found.put(key, entry);
          }
        });
    return found;
  }

  /** The revision of the last commit. */
  long lastRevision() {
    return lastRevision;
  }

  /** The revision that {@code condition} stands for now. */
  long resolve(Condition condition) {
    if (condition.expectation() == Expectation.ABSENT) {
      return 0;
    }
    return condition.expectation() == Expectation.CURRENT
        ? revisionOf(condition.key())
        : previous.getOrDefault(condition.key(), NEVER);
  }

  /**
   * Judges a commit and carries it out when it holds.
   *
   * @param expected the conditions' revisions
   * @param leaseHeld whether its lease is held, or it has none
   * @param provisional the negative number that stands for its revision
   * @return how it must fail; empty when it must not
   */
  Set<Kind> commit(Commit commit, Map<String, Long> expected, boolean leaseHeld, long provisional) {
    Set<Kind> failures = new HashSet<>();
    if (!leaseHeld) {
      failures.add(Kind.LEASE_LOST);
    }
    expected.forEach(
        (key, revision) -> {
          if (revisionOf(key) != revision) {
            failures.add(Kind.CONFLICT);
          }
        });
    if (failures.isEmpty()) {
      carryOut(commit, provisional);
    }
    return failures;
  }

  /** Tells the revision that {@code provisional} stands for. */
  void settle(long provisional, long revision) {
    entries.replaceAll(
        (key, entry) ->
            entry.revision() == provisional ? new Entry(entry.value(), revision) : entry);
    previous.replaceAll((key, old) -> old == provisional ? revision : old);
    lastRevision = revision;
  }

  private long revisionOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? 0 : entry.revision();
  }

  private void carryOut(Commit commit, long provisional) {
    Map<String, Change> last = new HashMap<>();
    commit.changes().forEach(change -> last.put(change.key(), change));
    for (Change change : last.values()) {
      Entry old = entries.get(change.key());
      if (old != null) {
        previous.put(change.key(), old.revision());
      }
      if (change.value() == null) {
        entries.remove(change.key());
      } else {
        entries.put(change.key(), new Entry(change.value(), provisional));
      }
    }
  }
}
