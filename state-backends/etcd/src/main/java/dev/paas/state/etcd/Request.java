package dev.paas.state.etcd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of etcd in one step; the parts of a transaction. */
sealed interface Request {

  /**
   * Writes a key.
   *
   * @param lease the lease that the key dies with; 0 for none
   */
  record Put(Bytes key, Bytes value, long lease) implements Request {}

  /** Deletes a key. */
  record Delete(Bytes key) implements Request {}

  /**
   * Reads keys, in the order of their bytes.
   *
   * @param end the first key that is not wanted; {@code null} for {@code from} alone
   * @param limit how many at most; 0 for all
   * @param revision as they were then; 0 for now
   */
  record Range(Bytes from, @Nullable Bytes end, int limit, long revision, boolean keysOnly)
      implements Request {

    static Range of(Bytes key) {
      return new Range(key, null, 0, 0, false);
    }

    static Range keyOf(Bytes key) {
      return new Range(key, null, 0, 0, true);
    }

    Range at(long newRevision) {
      return new Range(from, end, limit, newRevision, keysOnly);
    }
  }

  /** Does {@code then} when all conditions hold as things were before, {@code otherwise} if not. */
  record Transaction(List<Condition> conditions, List<Request> then, List<Request> otherwise)
      implements Request {}

  /** A condition about a key. */
  sealed interface Condition {
    Bytes key();
  }

  /** The revision that made the key; 0: it does not exist. */
  record Created(Bytes key, long revision) implements Condition {}

  /** The revision that last wrote the key. */
  record Modified(Bytes key, long revision) implements Condition {}

  /** The first byte of the value. */
  record BeginsWith(Bytes key, int first) implements Condition {}
}
