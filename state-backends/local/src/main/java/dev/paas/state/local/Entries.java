package dev.paas.state.local;

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
  private long revision;
  private long liveBytes;

  void clear() {
    byKey.clear();
    revision = 0;
    liveBytes = 0;
  }

  void put(StateEntry entry) {
    StateEntry previous = byKey.put(entry.key(), entry);
    liveBytes += sizeOf(entry) - (previous == null ? 0 : sizeOf(previous));
  }

  void delete(String key) {
    StateEntry previous = byKey.remove(key);
    if (previous != null) {
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

  private static int sizeOf(StateEntry entry) {
    return entry.key().length() + entry.value().length + OVERHEAD;
  }
}
