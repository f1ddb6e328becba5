package dev.paas.state.tck;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Stores whose commits are broken. */
final class BrokenCommits {

  private BrokenCommits() {}

  /** The commit with those of its conditions that {@code keeps} wants, and its lease. */
  static StateCommit.Builder copy(StateCommit commit, Predicate<String> keeps) {
    StateCommit.Builder copy = StateCommit.builder();
    commit
        .expectedRevisions()
        .forEach(
            (key, revision) -> {
              if (keeps.test(key)) {
                copy.expect(key, revision);
              }
            });
    StateLease lease = commit.lease();
    if (lease != null) {
      copy.under(lease);
    }
    return copy;
  }

  static void write(StateCommit.Write write, StateCommit.Builder to) {
    byte[] value = write.value();
    if (value == null) {
      to.delete(write.key());
    } else {
      to.put(write.key(), value);
    }
  }

  static StateCommit with(StateCommit.Builder copy, List<StateCommit.Write> writes) {
    writes.forEach(each -> write(each, copy));
    return copy.build();
  }

  /** Lost update: whoever comes last wins. */
  static final class IgnoringConditions extends ForwardingStore {
    IgnoringConditions(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      return super.commit(with(copy(commit, key -> false), commit.writes()));
    }
  }

  /** Checks and writes in two steps, with time for others in between. */
  static final class CheckingThenWriting extends ForwardingStore {
    CheckingThenWriting(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      CompletableFuture<Long> check = super.commit(copy(commit, key -> true).build());
      return check.thenCompose(
          revision -> {
            LockSupport.parkNanos(100_000);
            return super.commit(with(StateCommit.builder(), commit.writes()));
          });
    }
  }

  /** Checks the keys that it has in its hands anyway. */
  static final class CheckingOnlyWhatIsWritten extends ForwardingStore {
    CheckingOnlyWhatIsWritten(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      Predicate<String> written =
          key -> commit.writes().stream().anyMatch(each -> each.key().equals(key));
      return super.commit(with(copy(commit, written), commit.writes()));
    }
  }

  /** Writes what it can before it meets the condition that does not hold. */
  static final class WritingBeforeJudging extends ForwardingStore {
    WritingBeforeJudging(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      CompletableFuture<Long> whole = super.commit(commit);
      if (whole.isCompletedExceptionally() && !commit.writes().isEmpty()) {
        super.commit(with(StateCommit.builder(), commit.writes().subList(0, 1))).join();
      }
      return whole;
    }
  }

  /** Each key in a commit of its own. */
  static final class WritingKeyByKey extends ForwardingStore {
    WritingKeyByKey(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      CompletableFuture<Long> last = super.commit(copy(commit, key -> true).build());
      for (StateCommit.Write write : commit.writes()) {
        if (!last.isCompletedExceptionally()) {
          last = super.commit(with(StateCommit.builder(), List.of(write)));
          LockSupport.parkNanos(100_000);
        }
      }
      return last;
    }
  }

  /** Carries out the newest of what it has been given first, when somebody waits for it. */
  static final class Reordering extends ForwardingStore {
    private final List<Waiting> waiting = new ArrayList<>();

    Reordering(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized CompletableFuture<Long> commit(StateCommit commit) {
      Waiting next = new Waiting(this, commit);
      waiting.add(next);
      return next;
    }

    private synchronized void flush() {
      for (int i = waiting.size() - 1; i >= 0; i--) {
        Waiting next = waiting.get(i);
        try {
          next.complete(super.commit(next.commit).join());
        } catch (CompletionException e) {
          next.completeExceptionally(Objects.requireNonNull(e.getCause()));
        }
      }
      waiting.clear();
    }

    @Override
    public void close() throws StateException {
      flush();
      super.close();
    }
  }

  private static final class Waiting extends CompletableFuture<Long> {
    private final Reordering store;
    private final StateCommit commit;

    Waiting(Reordering store, StateCommit commit) {
      this.store = store;
      this.commit = commit;
    }

    @Override
    public Long get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      store.flush();
      return super.get(timeout, unit);
    }
  }

  /** Says that it is done when it has only begun. */
  static final class AcknowledgingEarly extends ForwardingStore {
    private final List<StateCommit> later = new ArrayList<>();
    private long promised;

    AcknowledgingEarly(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized CompletableFuture<Long> commit(StateCommit commit) {
      later.add(commit);
      if (later.size() > 3) {
        CompletableFuture<Long> unused = super.commit(later.remove(0));
      }
      return CompletableFuture.completedFuture(++promised);
    }
  }

  /** Never recovers from a conflict. */
  static final class StickyConflicts extends ForwardingStore {
    private boolean stuck;

    StickyConflicts(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      if (stuck) {
        return CompletableFuture.failedFuture(
            new StateException(Kind.IO, "there was a conflict before", null, null));
      }
      CompletableFuture<Long> future = super.commit(commit);
      stuck = future.isCompletedExceptionally();
      return future;
    }
  }

  /** Tells a revision that others have, too. */
  static final class SameRevision extends ForwardingStore {
    SameRevision(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      return super.commit(commit).thenApply(revision -> (revision + 1) / 2);
    }
  }

  /** Counts by itself. */
  static final class RevisionOfTheHandle extends ForwardingStore {
    private long count;

    RevisionOfTheHandle(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized CompletableFuture<Long> commit(StateCommit commit) {
      return super.commit(commit).thenApply(revision -> ++count);
    }
  }

  /** What it wrote last is gone when it closes. */
  static final class ForgettingWhenClosed extends ForwardingStore {
    private final InMemoryState state;
    private String last = "";

    ForgettingWhenClosed(InMemoryState state, InMemoryStateStore store) {
      super(store);
      this.state = state;
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      for (StateCommit.Write write : commit.writes()) {
        last = write.key();
      }
      return super.commit(commit);
    }

    @Override
    public void close() throws StateException {
      super.close();
      try {
        state.open().commit(StateCommit.builder().delete(last).build()).join();
      } catch (CompletionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Leaves its mark when it is opened. */
  static final class WritingWhenOpened extends ForwardingStore {
    WritingWhenOpened(InMemoryState state, InMemoryStateStore store) {
      super(store);
      store.commit(StateCommit.builder().put("format", new byte[] {1}).build()).join();
    }
  }

  /** Wants to see what it deletes. */
  static final class RefusingToDeleteNothing extends ForwardingStore {
    private final InMemoryState state;

    RefusingToDeleteNothing(InMemoryState state, InMemoryStateStore store) {
      super(store);
      this.state = state;
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      for (StateCommit.Write write : commit.writes()) {
        if (write.value() == null && state.read(write.key()).entries().isEmpty()) {
          return CompletableFuture.failedFuture(
              new StateException(Kind.IO, "no such key", null, null));
        }
      }
      return super.commit(commit);
    }
  }
}
