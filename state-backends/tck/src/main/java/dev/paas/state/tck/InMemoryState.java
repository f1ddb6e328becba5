package dev.paas.state.tck;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, when it is stored in memory: the part of a backend that outlives the processes.
 * Each {@link #open} stands for a process of its own, which can crash.
 *
 * <p>Commits are carried out in the calling thread, unless they are {@link #pauseCommits held
 * back}. For tests; safe for use by several threads.
 */
public final class InMemoryState {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final TreeMap<String, StateEntry> entries = new TreeMap<>();
  private final Map<String, Held> leases = new LinkedHashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<Past> history = new ArrayList<>();
  private long forgotten;
  private CommitHook hook = (number, commit) -> CommitFate.CARRY_OUT;
  private long revision;
  private int commits;
  private int leaseNumber;
  private boolean paused;

  private record Held(LeaseInfo info, InMemoryStateStore holder) {}

  /** What a commit did to a key. */
  private record Past(long revision, StateChange change) {}

  private record Pending(
      InMemoryStateStore store, StateCommit commit, CompletableFuture<Long> future) {}

  /** Opens the store, as a new process would. */
  public InMemoryStateStore open() {
    return new InMemoryStateStore(this);
  }

  /** Lets {@code newHook} decide about all commits from now on. */
  public synchronized void onCommit(CommitHook newHook) {
    hook = newHook;
  }

  /** How many commits were asked for so far, whatever became of them. */
  public synchronized int commits() {
    return commits;
  }

  /** How many leases were given so far. */
  public synchronized int leasesGiven() {
    return leaseNumber;
  }

  /** All that is durable. */
  public StateSnapshot snapshot() {
    return read("");
  }

  /** Holds back all commits from now on: their futures stay open, and they have no effect. */
  public synchronized void pauseCommits() {
    paused = true;
  }

  /** Carries out the commits that were held back, in their order, and later ones at once again. */
  public void resumeCommits() {
    List<Pending> waiting;
    synchronized (this) {
      paused = false;
      waiting = List.copyOf(pending);
      pending.clear();
    }
    for (Pending next : waiting) {
      carryOut(next.store(), next.commit(), next.future());
    }
  }

  /** How many commits are held back. */
  public synchronized int pendingCommits() {
    return pending.size();
  }

  synchronized StateSnapshot read(String prefix) {
    List<StateEntry> found = new ArrayList<>();
    for (StateEntry entry : entries.tailMap(prefix, true).values()) {
      if (!entry.key().startsWith(prefix)) {
        break;
      }
      found.add(entry);
    }
    return new StateSnapshot(revision, Collections.unmodifiableList(found));
  }

  /** Forgets what happened so far: a watch from before cannot be told any more. */
  public synchronized void forgetHistory() {
    history.clear();
    forgotten = revision;
    notifyAll();
  }

  /** What happened below {@code prefix} after the revision {@code after}. */
  synchronized StateChanges changes(String prefix, long after) {
    if (after < forgotten) {
      return new StateChanges(revision, true, List.of());
    }
    TreeMap<String, StateChange> changes = new TreeMap<>();
    for (Past past : history) {
      if (past.revision() > after && past.change().key().startsWith(prefix)) {
        changes.put(past.change().key(), past.change());
      }
    }
    return new StateChanges(
        changes.isEmpty() ? after : revision, false, List.copyOf(changes.values()));
  }

  /** Waits until there is a later revision, the watch is closed, or {@code nanos} are over. */
  synchronized void awaitNews(long seen, long nanos, BooleanSupplier closed)
      throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; revision == seen && left > 0 && !closed.getAsBoolean(); ) {
      wait(Math.min(LONGEST_WAIT.toMillis(), left / 1_000_000 + 1));
      left = end - System.nanoTime();
    }
  }

  synchronized void wake() {
    notifyAll();
  }

  synchronized long revision() {
    return revision;
  }

  void submit(InMemoryStateStore store, StateCommit commit, CompletableFuture<Long> future) {
    synchronized (this) {
      if (paused) {
        pending.add(new Pending(store, commit, future));
        return;
      }
    }
    carryOut(store, commit, future);
  }

  private void carryOut(
      InMemoryStateStore store, StateCommit commit, CompletableFuture<Long> future) {
    long made;
    try {
      made = carryOut(store, commit);
    } catch (StateException e) {
      future.completeExceptionally(e);
      if (store.isDead()) {
        abandonCommitsOf(store, e);
      }
      return;
    }
    future.complete(made);
  }

  private synchronized long carryOut(InMemoryStateStore store, StateCommit commit)
      throws StateException {
    store.requireWritable();
    CommitFate fate = hook.fateOf(++commits, commit);
    switch (fate) {
      case CARRY_OUT -> {
        return apply(commit);
      }
      case CRASH_BEFORE -> store.die();
      case CRASH_AFTER -> {
        applyUnheard(commit);
        store.die();
      }
      case FAIL -> store.refuseCommits();
    }
    store.requireWritable();
    throw new IllegalStateException("the store goes on after " + fate);
  }

  private void applyUnheard(StateCommit commit) {
    try {
      apply(commit);
    } catch (StateException e) {
      // It did not hold; nobody is there to be told.
    }
  }

  private long apply(StateCommit commit) throws StateException {
    StateLease lease = commit.lease();
    if (lease != null && !leases.containsKey(lease.id())) {
      throw new StateException(
          Kind.LEASE_LOST, "the lease " + lease.id() + " is not held any more", null, null);
    }
    for (Map.Entry<String, Long> expected : commit.expectedRevisions().entrySet()) {
      StateEntry entry = entries.get(expected.getKey());
      long actual = entry == null ? 0 : entry.revision();
      if (actual != expected.getValue()) {
        throw new StateException(
            Kind.CONFLICT, expected.getKey() + " was changed by somebody else", null, null);
      }
    }
    revision++;
    for (StateCommit.Write write : commit.writes()) {
      byte[] value = write.value();
      StateEntry entry = value == null ? null : new StateEntry(write.key(), value, revision);
      if (entry == null) {
        entries.remove(write.key());
      } else {
        entries.put(write.key(), entry);
      }
      history.add(new Past(revision, new StateChange(write.key(), entry)));
    }
    notifyAll();
    return revision;
  }

  synchronized InMemoryLease acquire(InMemoryStateStore store, LeaseRequest request)
      throws StateException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      store.requireAlive();
      LeaseInfo blocker = blockerOf(request.names());
      if (blocker == null) {
        return hold(store, request);
      }
      Duration left = request.patience().minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) {
        throw locked(blocker, request.names());
      }
      wait(left.compareTo(LONGEST_WAIT) < 0 ? left.toMillis() + 1 : LONGEST_WAIT.toMillis());
    }
  }

  private @Nullable LeaseInfo blockerOf(SortedSet<String> names) {
    for (Held held : leases.values()) {
      if (!Collections.disjoint(held.info().names(), names)) {
        return held.info();
      }
    }
    return null;
  }

  private InMemoryLease hold(InMemoryStateStore store, LeaseRequest request) {
    String id = "lease-" + ++leaseNumber;
    SortedSet<String> names = Collections.unmodifiableSortedSet(new TreeSet<>(request.names()));
    leases.put(id, new Held(new LeaseInfo(id, request.holder(), Instant.now(), names), store));
    return new InMemoryLease(this, id);
  }

  private static StateException locked(LeaseInfo blocker, SortedSet<String> wanted) {
    SortedSet<String> blocked = new TreeSet<>(wanted);
    blocked.retainAll(blocker.names());
    return new StateException(
        Kind.LOCKED,
        blocked + " is locked by " + blocker.holder(),
        "The lease " + blocker.id() + " has been held since " + blocker.since() + ".",
        "Wait for it to finish.");
  }

  synchronized List<LeaseInfo> leases() {
    return leases.values().stream().map(Held::info).toList();
  }

  synchronized boolean isHeld(String leaseId) {
    return leases.containsKey(leaseId);
  }

  synchronized boolean endLease(String leaseId) {
    boolean ended = leases.remove(leaseId) != null;
    notifyAll();
    return ended;
  }

  synchronized void endLeasesOf(InMemoryStateStore store) {
    leases.values().removeIf(held -> held.holder() == store);
    notifyAll();
  }

  /** Fails what {@code store} has pending: it has crashed. */
  void abandonCommitsOf(InMemoryStateStore store, StateException why) {
    List<CompletableFuture<Long>> abandoned = new ArrayList<>();
    synchronized (this) {
      for (Pending next : pending) {
        if (next.store() == store) {
          abandoned.add(next.future());
        }
      }
      pending.removeIf(next -> next.store() == store);
    }
    for (CompletableFuture<Long> future : abandoned) {
      future.completeExceptionally(why);
    }
  }
}
