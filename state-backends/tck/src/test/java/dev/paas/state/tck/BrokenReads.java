package dev.paas.state.tck;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stores whose reads are broken. */
final class BrokenReads {

  private BrokenReads() {}

  private static StateSnapshot filter(StateSnapshot all, Predicate<String> keeps) {
    return new StateSnapshot(
        all.revision(), all.entries().stream().filter(entry -> keeps.test(entry.key())).toList());
  }

  /** Shows what was asked for before it is decided, and when it was refused, too. */
  static final class Dirty extends ForwardingStore {
    private final Map<String, byte[]> asked = new TreeMap<>();

    Dirty(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized CompletableFuture<Long> commit(StateCommit commit) {
      for (StateCommit.Write write : commit.writes()) {
        byte[] value = write.value();
        if (value != null) {
          asked.put(write.key(), value);
        }
      }
      CompletableFuture<Long> future = super.commit(commit);
      if (!future.isCompletedExceptionally()) {
        asked.clear();
      }
      return future;
    }

    @Override
    public synchronized StateSnapshot read(String prefix) throws StateException {
      StateSnapshot real = super.read(prefix);
      Map<String, StateEntry> shown = new TreeMap<>();
      real.entries().forEach(entry -> shown.put(entry.key(), entry));
      asked.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              shown.put(key, new StateEntry(key, value, real.revision()));
            }
          });
      return new StateSnapshot(real.revision(), List.copyOf(shown.values()));
    }
  }

  /** Reads what others wrote only when it has written itself. */
  static final class Stale extends ForwardingStore {
    private @Nullable StateSnapshot copy;

    Stale(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized CompletableFuture<Long> commit(StateCommit commit) {
      CompletableFuture<Long> future = super.commit(commit);
      if (!future.isCompletedExceptionally()) {
        copy = null;
      }
      return future;
    }

    @Override
    public synchronized StateSnapshot read(String prefix) throws StateException {
      if (copy == null) {
        copy = super.read("");
      }
      return filter(copy, key -> key.startsWith(prefix));
    }
  }

  /** Takes the prefix for a folder. */
  static final class PrefixAsFolder extends ForwardingStore {
    PrefixAsFolder(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateSnapshot read(String prefix) throws StateException {
      String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
      return filter(super.read(""), key -> key.startsWith(folder) || key.equals(prefix));
    }
  }

  /** Ends the range at the prefix with the last character there is. */
  static final class PrefixRangeTooShort extends ForwardingStore {
    PrefixRangeTooShort(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateSnapshot read(String prefix) throws StateException {
      String end = prefix + '\uffff';
      return filter(super.read(""), key -> key.compareTo(prefix) >= 0 && key.compareTo(end) < 0);
    }
  }

  /** Finds the prefix in the middle, too. */
  static final class PrefixAnywhere extends ForwardingStore {
    PrefixAnywhere(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateSnapshot read(String prefix) throws StateException {
      return filter(super.read(""), key -> key.contains(prefix));
    }
  }

  /** In the order of a hash. */
  static final class Unsorted extends ForwardingStore {
    Unsorted(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateSnapshot read(String prefix) throws StateException {
      StateSnapshot sorted = super.read(prefix);
      List<StateEntry> entries = new ArrayList<>(sorted.entries());
      Collections.reverse(entries);
      return new StateSnapshot(sorted.revision(), entries);
    }
  }

  /** Does not keep what revision wrote an entry. */
  static final class StoreRevisionEverywhere extends ForwardingStore {
    StoreRevisionEverywhere(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateSnapshot read(String prefix) throws StateException {
      StateSnapshot real = super.read(prefix);
      return new StateSnapshot(
          real.revision(),
          real.entries().stream()
              .map(entry -> new StateEntry(entry.key(), entry.value(), real.revision()))
              .toList());
    }
  }
}
