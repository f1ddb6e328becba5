package dev.paas.state.tck;

import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stores whose watches are broken. */
final class BrokenWatches {

  private BrokenWatches() {}

  /** What a broken watch makes of what it should tell. */
  private interface Bending {
    StateChanges bend(StateChanges changes);
  }

  private static StateWatch bending(StateWatch watch, Bending bending) {
    return new StateWatch() {
      @Override
      public StateChanges poll(Duration patience) throws StateException, InterruptedException {
        return bending.bend(watch.poll(patience));
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }

  private static StateChanges with(StateChanges changes, List<StateChange> told) {
    return new StateChanges(changes.revision(), changes.gap(), List.copyOf(told));
  }

  /** Loses one of five changes, as one that is connected anew at the wrong revision does. */
  static final class Skipping extends ForwardingStore {
    private int count;

    Skipping(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return bending(
          super.watch(prefix, after),
          changes -> {
            List<StateChange> told = new ArrayList<>(changes.changes());
            told.removeIf(change -> ++count % 5 == 0);
            return with(changes, told);
          });
    }
  }

  /** Tells no deletions. */
  static final class PutsOnly extends ForwardingStore {
    PutsOnly(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return bending(
          super.watch(prefix, after),
          changes -> {
            List<StateChange> told = new ArrayList<>(changes.changes());
            told.removeIf(change -> change.entry() == null);
            return with(changes, told);
          });
    }
  }

  /** Begins with what is committed from now on, whatever it was asked for. */
  static final class FromNowOn extends ForwardingStore {
    FromNowOn(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return super.watch(prefix, store.read("").revision());
    }
  }

  /** Tells everything, wherever it was asked to begin. */
  static final class FromTheBeginning extends ForwardingStore {
    FromTheBeginning(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return super.watch(prefix, 0);
    }
  }

  /** Goes on after a gap as if nothing were missing. */
  static final class HidingGaps extends ForwardingStore {
    HidingGaps(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      StateWatch watch = super.watch(prefix, after);
      StateWatch next = super.watch(prefix, store.read("").revision());
      return new StateWatch() {
        private boolean moved;

        @Override
        public StateChanges poll(Duration patience) throws StateException, InterruptedException {
          StateChanges changes = (moved ? next : watch).poll(moved ? patience : Duration.ZERO);
          moved |= changes.gap() || changes.changes().isEmpty();
          return changes.gap() ? next.poll(patience) : changes;
        }

        @Override
        public void close() {
          watch.close();
          next.close();
        }
      };
    }
  }

  /** Watches everything. */
  static final class Everything extends ForwardingStore {
    Everything(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return super.watch("", after);
    }
  }

  /** Tells half of a commit, and the other half with the next poll. */
  static final class HalfCommits extends ForwardingStore {
    HalfCommits(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      StateWatch watch = super.watch(prefix, after);
      List<StateChange> kept = new ArrayList<>();
      return bending(
          watch,
          changes -> {
            List<StateChange> all = new ArrayList<>(kept);
            kept.clear();
            all.addAll(changes.changes());
            if (all.size() > 1) {
              kept.add(all.remove(all.size() - 1));
            }
            return with(changes, all);
          });
    }
  }

  /** Knows only what its own handle commits. */
  static final class OwnOnly extends ForwardingStore {
    private final List<Long> own = new ArrayList<>();

    OwnOnly(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      return super.commit(commit)
          .thenApply(
              revision -> {
                synchronized (own) {
                  own.add(revision);
                }
                return revision;
              });
    }

    @Override
    public StateWatch watch(String prefix, long after) throws StateException {
      return bending(
          super.watch(prefix, after),
          changes -> {
            List<StateChange> told = new ArrayList<>(changes.changes());
            synchronized (own) {
              told.removeIf(
                  change -> change.entry() != null && !own.contains(change.entry().revision()));
            }
            return with(changes, told);
          });
    }
  }
}
