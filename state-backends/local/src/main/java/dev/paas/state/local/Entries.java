package dev.paas.state.local;

import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a journal amounts to: the newest value of each key, and how much of it is alive. */
final class Entries {
  /** About what an entry takes in a frame beside its key and value. */
  private static final int OVERHEAD = 16;

  private final TreeMap<String, StateEntry> byKey = new TreeMap<>();

  /** For watches: which revision deleted what, as far back as {@link #known}. */
  private final TreeMap<String, Long> deletions = new TreeMap<>();

  private long known;
  private long revision;
  private long liveBytes;

  void clear() {
    byKey.clear();
    deletions.clear();
    known = 0;
    revision = 0;
    liveBytes = 0;
  }

  void put(StateEntry entry) {
    StateEntry previous = byKey.put(entry.key(), entry);
    if (previous == null) {
      deletions.remove(entry.key());
    }
    liveBytes += sizeOf(entry) - (previous == null ? 0 : sizeOf(previous));
  }

  /** Deletes a key in the commit that makes {@code at}. */
  void delete(String key, long at) {
    StateEntry previous = byKey.remove(key);
    if (previous != null) {
      deletions.put(key, at);
      liveBytes -= sizeOf(previous);
    }
  }

  void advanceTo(long newRevision) {
    revision = newRevision;
  }

  /** The revision of the newest commit; 0 when there is none. */
  long revision() {
    return revision;
  }

  /** The revision that last wrote {@code key}; 0 when it does not exist. */
  long revisionOf(String key) {
    StateEntry entry = byKey.get(key);
    return entry == null ? 0 : entry.revision();
  }

  /** About how many bytes of a journal these entries need. */
  long liveBytes() {
    return liveBytes;
  }

  Collection<StateEntry> all() {
    return byKey.values();
  }

  StateSnapshot snapshot(String prefix) {
    List<StateEntry> found = new ArrayList<>(prefix.isEmpty() ? byKey.size() : 16);
    for (Map.Entry<String, StateEntry> entry : byKey.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      found.add(entry.getValue());
    }
    return new StateSnapshot(revision, Collections.unmodifiableList(found));
  }

  /** Forgets what was deleted so far: what led to the entries is not known any more. */
  void forgetPast(long until) {
    deletions.clear();
    known = until;
  }

  /** Whether everything that happened after {@code after} is known. */
  boolean knowsPastSince(long after) {
    return after >= known;
  }

  /** What became below {@code prefix} of the keys that were touched after {@code after}. */
  List<StateChange> changes(String prefix, long after) {
    TreeMap<String, StateChange> found = new TreeMap<>();
    for (Map.Entry<String, StateEntry> entry : byKey.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      if (entry.getValue().revision() > after) {
        found.put(entry.getKey(), new StateChange(entry.getKey(), entry.getValue()));
      }
    }
    for (Map.Entry<String, Long> entry : deletions.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      if (entry.getValue() > after) {
        found.put(entry.getKey(), new StateChange(entry.getKey(), null));
      }
    }
    return List.copyOf(found.values());
  }

  private static int sizeOf(StateEntry entry) {
    return entry.key().length() + entry.value().length + OVERHEAD;
  }
}
