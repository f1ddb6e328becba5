package dev.paas.state.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy of what is below a prefix, kept up to date by a watch as its users do; checks what every
 * watch must keep. A gap is followed by a new read, unless it may not be.
 */
final class Replica implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final StateStore store;
  private final String prefix;
  private final SortedMap<String, StateEntry> entries = new TreeMap<>();
  private StateWatch watch;
  private long revision;
  private int gaps;

  private Replica(StateStore store, String prefix) throws StateException {
    this.store = store;
    this.prefix = prefix;
    this.watch = begin();
  }

  /** Reads, and begins to watch. */
  static Replica of(StateStore store, String prefix) throws StateException {
    return new Replica(store, prefix);
  }

  private StateWatch begin() throws StateException {
    StateSnapshot snapshot = store.read(prefix);
    entries.clear();
    snapshot.entries().forEach(entry -> entries.put(entry.key(), entry));
    revision = snapshot.revision();
    return store.watch(prefix, revision);
  }

  /** Takes over what has changed, if anything within {@code patience}. */
  StateChanges poll(Duration patience) throws StateException, InterruptedException {
    StateChanges changes = watch.poll(patience);
    if (changes.gap()) {
      gaps++;
      watch.close();
      watch = begin();
      return changes;
    }
    if (changes.changes().isEmpty()) {
      assertEquals(revision, changes.revision(), "the revision when nothing has changed");
      return changes;
    }
    assertTrue(changes.revision() > revision, "later changes have a higher revision");
    String last = null;
    for (StateChange change : changes.changes()) {
      String key = change.key();
      assertTrue(
          last == null || last.compareTo(key) < 0, () -> "sorted, each key once: " + changes);
      assertTrue(key.startsWith(prefix), () -> key + " is not below \"" + prefix + "\"");
      last = key;
      apply(change, changes.revision());
    }
    revision = changes.revision();
    return changes;
  }

  private void apply(StateChange change, long at) {
    StateEntry entry = change.entry();
    if (entry == null) {
      entries.remove(change.key());
      return;
    }
    assertEquals(change.key(), entry.key());
    assertTrue(entry.revision() > revision, () -> entry + " is older than what was told before");
    assertTrue(entry.revision() <= at, () -> entry + " is newer than the changes it is in");
    entries.put(entry.key(), entry);
  }

  /** Follows until it has come to {@code wanted}; each wait has an end. */
  void catchUpWith(long wanted) throws StateException, InterruptedException {
    long start = System.nanoTime();
    while (revision < wanted) {
      StateChanges changes = poll(Duration.ofSeconds(1));
      if (!changes.gap() && System.nanoTime() - start > LONGEST.toNanos()) {
        fail("the watch does not get to revision " + wanted + ", it is at " + revision);
      }
    }
  }

  /** How often it had to begin anew. */
  int gaps() {
    return gaps;
  }

  long revision() {
    return revision;
  }

  /** What it holds, as texts. */
  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    entries.forEach((key, entry) -> texts.put(key, StoreCalls.text(entry)));
    return texts;
  }

  /** What it holds, as a model's entries. */
  SortedMap<String, StoreModel.Entry> modelled() {
    SortedMap<String, StoreModel.Entry> found = new TreeMap<>();
    entries.forEach(
        (key, entry) ->
            found.put(key, new StoreModel.Entry(StoreCalls.text(entry), entry.revision())));
    return found;
  }

  /** The revision that wrote a key that it holds. */
  long revisionOf(String key) {
    StateEntry entry = entries.get(key);
    return entry == null ? 0 : entry.revision();
  }

  @Override
  public void close() {
    watch.close();
  }
}
