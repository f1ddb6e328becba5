package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RecordedFailure;
import dev.paas.core.history.RevisionDraft;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one apply, all of them under a lease on exactly the addresses that it changes.
 * Writes take effect in the order of the calls; each returns a future that completes when it is
 * durable.
 */
public final class StateSession implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final StateRepository repository;
  private final StateLease lease;
  private final UnleasedReads reads;
  private final HistoryWriter history;
  private final long revision;
  private volatile CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
  private volatile @Nullable Throwable failure;

  private StateSession(
      StateRepository repository,
      StateLease lease,
      UnleasedReads reads,
      HistoryWriter history,
      long revision) {
    this.repository = repository;
    this.lease = lease;
    this.reads = reads;
    this.history = history;
    this.revision = revision;
  }

  /**
   * Leases the addresses, makes sure that nothing has moved since {@code base} was read, and takes
   * the number of this apply, which begins a revision of the history.
   *
   * @param changed the addresses that are going to be changed
   * @param read the addresses whose records the plan was made from
   * @param holder who asks, for others to see
   * @param patience how long to wait for another holder
   * @param draft what the history says of it
   * @throws DiagnosticException when somebody else holds one of them, or a record has moved
   */
  public static StateSession begin(
      StateRepository repository,
      PlatformState base,
      Collection<Address> changed,
      Collection<Address> read,
      String holder,
      Duration patience,
      RevisionDraft draft)
      throws InterruptedException {
    repository.requireKey();
    repository.closures().requireOpen();
    StateLease lease = lease(repository, changed, holder, patience);
    try {
      checkUnmoved(repository, base, changed, read);
      HistoryWriter history = new HistoryWriter(repository, draft, lease.id());
      long revision = takeRevision(repository, lease, history);
      UnleasedReads reads = new UnleasedReads(repository, base, read, new HashSet<>(changed));
      StateSession session = new StateSession(repository, lease, reads, history, revision);
      history.contents(session::commit).forEach(session::write);
      return session;
    } catch (DiagnosticException | InterruptedException failure) {
      closeQuietly(lease);
      throw failure;
    }
  }

  private static StateLease lease(
      StateRepository repository, Collection<Address> changed, String holder, Duration patience)
      throws InterruptedException {
    SortedSet<String> names = new TreeSet<>();
    changed.forEach(address -> names.add(address.toString()));
    try {
      return repository.store().acquire(new LeaseRequest(names, holder, patience));
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  private static void checkUnmoved(
      StateRepository repository,
      PlatformState base,
      Collection<Address> changed,
      Collection<Address> read) {
    for (Address address : changed) {
      if (base.underWay().contains(address)) {
        throw conflict(
            address,
            "Another apply was changing it when this plan was made. Nothing was changed by this one.");
      }
    }
    if (repository.read(StateKeys.META).revision() == base.storeRevision()) {
      return;
    }
    Map<String, Long> now = new TreeMap<>();
    for (StateEntry entry : repository.readAll().entries()) {
      now.put(entry.key(), entry.revision());
    }
    SortedSet<Address> addresses = new TreeSet<>(changed);
    addresses.addAll(read);
    for (Address address : addresses) {
      boolean moved =
          differs(StateKeys.record(address), base, now)
              || differs(StateKeys.intent(address), base, now);
      if (moved) {
        throw conflict(
            address, "Another apply wrote it meanwhile. Nothing was changed by this one.");
      }
    }
  }

  /** A record that the plan was made from is not as it was. */
  static DiagnosticException conflict(Address address, String why) {
    return Diagnostic.error(
            Problem.STATE_CONFLICT, address + " has changed since this plan was made")
        .detail(why)
        .hint("Plan again.")
        .toException();
  }

  private static boolean differs(String key, PlatformState base, Map<String, Long> now) {
    return !base.revisions().getOrDefault(key, 0L).equals(now.getOrDefault(key, 0L));
  }

  private static long takeRevision(
      StateRepository repository, StateLease lease, HistoryWriter history)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      StateCommit.Builder commit = StateCommit.builder().under(lease).expect(StateKeys.CLOSED, 0);
      long storedAt = 0;
      long next = 1;
      for (StateEntry entry : repository.read(StateKeys.REVISION).entries()) {
        storedAt = entry.revision();
        next = decodeRevision(repository, entry) + 1;
      }
      boolean begun = !repository.read(StateKeys.META).entries().isEmpty();
      if (begun) {
        repository.requireKey(); // Somebody else may have begun it meanwhile.
      } else {
        repository.begin(commit);
      }
      Value number = MapValue.builder().put("last", next).build();
      commit
          .expect(StateKeys.REVISION, storedAt)
          .put(StateKeys.REVISION, repository.codec().encode(number, StateKeys.REVISION));
      history.begin(next, commit);
      try {
        repository.store().commit(commit.build()).get();
        return next;
      } catch (ExecutionException failed) {
        boolean raced =
            failed.getCause() instanceof StateException state
                && state.kind() == StateException.Kind.CONFLICT
                && attempt < ATTEMPTS;
        if (!raced) {
          throw Commits.failure(failed.getCause());
        }
        repository.closures().requireOpen();
      }
    }
  }

  private static long decodeRevision(StateRepository repository, StateEntry entry) {
    try {
      Value value = repository.codec().decodeValue(entry.value(), entry.key());
      return ((MapValue) value).getLong("last").orElse(0);
    } catch (RecordCodec.Damaged damaged) {
      throw Diagnostic.error(Problem.STATE_CORRUPT, "cannot read " + entry.key() + " in the state")
          .detail(damaged.getMessage() + ".")
          .toException();
    }
  }

  /** The number of this apply. */
  public long revision() {
    return revision;
  }

  /** Whether this apply may still write, as far as can be told without asking. */
  public boolean isHeld() {
    return lease.isHeld();
  }

  /**
   * Says what is about to be done, and waits until that is durable.
   *
   * @throws DiagnosticException when it cannot be written, or a record that the plan was made from
   *     has moved
   */
  public void intend(Intent intent) throws InterruptedException {
    String key = StateKeys.intent(intent.address());
    StateCommit.Builder commit = commit().put(key, repository.codec().encode(intent, key));
    if (!reads.write(intent.address(), intent.dependencies(), commit, this::commit)) {
      write(commit);
      flush();
    }
  }

  /** Forgets what was about to be done: nothing came of it. */
  public void settle(Address address) {
    write(commit().delete(StateKeys.intent(address)));
  }

  /** Records a resource as it is now, and that nothing is under way with it. */
  public void record(ResourceRecord record) {
    write(put(record, commit()).delete(StateKeys.intent(record.address())));
  }

  /**
   * Records a resource that lives in state only: nothing was under way with it.
   *
   * @throws DiagnosticException when a record that the plan was made from has moved
   */
  public void recordStateOnly(ResourceRecord record) throws InterruptedException {
    StateCommit.Builder commit = put(record, commit());
    if (!reads.write(record.address(), record.dependencies(), commit, this::commit)) {
      write(commit);
    }
  }

  /** Records a new resource, and the one that it takes the place of as still to be deleted. */
  public void recordReplacing(ResourceRecord record, ResourceRecord old) {
    String key = StateKeys.deposed(old.address(), old.key());
    write(
        put(record, commit())
            .put(key, repository.codec().encode(old, key))
            .delete(StateKeys.intent(record.address())));
  }

  /** Forgets a resource: it is deleted, or nobody's business any more. */
  public void forget(Address address) {
    write(commit().delete(StateKeys.record(address)).delete(StateKeys.intent(address)));
  }

  /** Forgets a resource that lived in state only. */
  public void forgetStateOnly(Address address) {
    write(commit().delete(StateKeys.record(address)));
  }

  /** Forgets what had been replaced: it is deleted. */
  public void forgetDeposed(ResourceRecord old) {
    write(commit().delete(StateKeys.deposed(old.address(), old.key())));
  }

  /**
   * Moves records, and everything about them, in one step: all of them, or none.
   *
   * @param done entries of {@code moved} that are not to be carried out again
   * @param undone entries of {@code moved} that have left the file
   */
  public void relocate(Relocation relocation, Collection<Move> done, Collection<Move> undone) {
    StateCommit.Builder commit = commit();
    relocation.vacated().forEach(address -> commit.delete(StateKeys.record(address)));
    relocation.vacatedIntents().forEach(address -> commit.delete(StateKeys.intent(address)));
    relocation
        .deposed()
        .forEach(
            moved -> commit.delete(StateKeys.deposed(moved.old().address(), moved.old().key())));
    relocation.records().forEach(record -> put(record, commit));
    for (Intent intent : relocation.intents()) {
      String key = StateKeys.intent(intent.address());
      commit.put(key, repository.codec().encode(intent, key));
    }
    for (Relocation.OldAndNew moved : relocation.deposed()) {
      String key = StateKeys.deposed(moved.now().address(), moved.now().key());
      commit.put(key, repository.codec().encode(moved.now(), key));
    }
    undone.forEach(move -> commit.delete(StateKeys.moved(move)));
    for (Move move : done) {
      String key = StateKeys.moved(move);
      Value value =
          MapValue.builder()
              .put("from", move.from().toString())
              .put("to", move.to().toString())
              .build();
      commit.put(key, repository.codec().encode(value, key));
    }
    write(commit);
  }

  /** Records the outputs. */
  public void outputs(MapValue outputs) {
    write(commit().put(StateKeys.OUTPUTS, repository.codec().encode(outputs, StateKeys.OUTPUTS)));
  }

  /**
   * Says in the history what came of it: nothing more is written after that.
   *
   * @param failures what failed and why, the first ones
   * @param failed how many steps failed
   */
  public void end(Outcome outcome, List<RecordedFailure> failures, int failed) {
    StateCommit.Builder commit = commit();
    history.end(outcome, failures, failed, commit);
    write(commit);
  }

  private StateCommit.Builder put(ResourceRecord record, StateCommit.Builder commit) {
    String key = StateKeys.record(record.address());
    return commit.put(key, repository.codec().encode(record, key));
  }

  private StateCommit.Builder commit() {
    return StateCommit.builder().under(lease);
  }

  private void write(StateCommit.Builder commit) {
    synchronized (this) {
      last =
          repository
              .store()
              .commit(commit.build())
              .whenComplete(
                  (revision, problem) -> {
                    if (problem != null && failure == null) {
                      failure = problem;
                    }
                  });
    }
  }

  /**
   * Waits until everything written so far is durable.
   *
   * @throws DiagnosticException when some of it is not
   */
  public void flush() throws InterruptedException {
    try {
      last.get();
    } catch (ExecutionException failed) {
      throw Commits.failure(failed.getCause());
    }
    Throwable earlier = failure;
    if (earlier != null) {
      throw Commits.failure(earlier);
    }
  }

  private static void closeQuietly(StateLease lease) {
    try {
      lease.close();
    } catch (StateException unreachable) {
      // Nothing is written under it any more, and it ends with this process.
      return;
    }
  }

  /** Gives the lease up. That this fails harms nobody: all that was written is told elsewhere. */
  @Override
  public void close() {
    closeQuietly(lease);
  }
}
