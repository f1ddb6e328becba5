package dev.paas.state.tck;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random test, in words that still mean something when the steps before it are left
 * out. {@code handle} is 0 or 1, {@code slot} the number of a lease.
 */
sealed interface Operation {

  /** Commits that are made without waiting in between; then all are waited for. */
  record Commits(int handle, List<Commit> commits) implements Operation {}

  /** One of them; {@code slot} is the lease that it is made under, -1 for none. */
  record Commit(List<Condition> conditions, List<Change> changes, int slot) {}

  /** What is demanded of a key. */
  record Condition(String key, Expectation expectation) {}

  /** Which revision is demanded. */
  enum Expectation {
    /** The one that the key has before the commits of the operation. */
    CURRENT,
    /** That it does not exist. */
    ABSENT,
    /** The one that the key had before its last change, or one that no key has. */
    STALE
  }

  /** A write, or with {@code null} a deletion. */
  record Change(String key, @Nullable String value) {}

  /** Reads below a prefix. */
  record Read(int handle, String prefix) implements Operation {}

  /** Follows the watch that was begun with a handle first, up to the last commit. */
  record Follow(int handle) implements Operation {}

  /** Closes a handle and its leases, and opens another one. */
  record Reopen(int handle) implements Operation {}

  /** Takes a lease without patience, unless the slot is in use. */
  record Acquire(int handle, int slot, SortedSet<String> names) implements Operation {}

  /** Closes a lease, if there is one. */
  record Release(int slot) implements Operation {}

  /** Breaks a lease, if there is one; its slot stays in use. */
  record Break(int handle, int slot) implements Operation {}

  /** Lists the leases. */
  record Leases(int handle) implements Operation {}
}
