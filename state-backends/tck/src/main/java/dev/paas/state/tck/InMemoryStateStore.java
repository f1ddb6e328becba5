package dev.paas.state.tck;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that keeps the contract, opened by one pretended process. After {@link #crash}
 * every call and every open commit of it fails, as if nobody were there any more to hear of it, and
 * its leases are free.
 */
public final class InMemoryStateStore implements StateStore {
  private final InMemoryState state;
  private final List<CompletableFuture<Long>> underWay = new ArrayList<>();
  private volatile @Nullable StateException death;
  private volatile @Nullable StateException failure;

  InMemoryStateStore(InMemoryState state) {
    this.state = state;
  }

  /** Dies: what is durable stays, what is not is lost. */
  public void crash() {
    state.abandonCommitsOf(this, die());
  }

  /** Whether it has crashed, or was closed. */
  public boolean isDead() {
    return death != null;
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public StateSnapshot read(String prefix) throws StateException {
    requireAlive();
    return state.read(prefix);
  }

  @Override
  public StateWatch watch(String prefix, long after) throws StateException {
    requireAlive();
    return new InMemoryWatch(this, state, prefix, after);
  }

  @Override
  public CompletableFuture<Long> commit(StateCommit commit) {
    CompletableFuture<Long> future = new CompletableFuture<>();
    synchronized (underWay) {
      underWay.removeIf(CompletableFuture::isDone);
      underWay.add(future);
    }
    state.submit(this, commit, future);
    return future;
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    return state.acquire(this, request);
  }

  @Override
  public List<LeaseInfo> leases() throws StateException {
    requireAlive();
    return state.leases();
  }

  @Override
  public boolean breakLease(String leaseId) throws StateException {
    requireAlive();
    return state.endLease(leaseId);
  }

  @Override
  public void close() {
    List<CompletableFuture<Long>> waiting;
    synchronized (underWay) {
      waiting = List.copyOf(underWay);
    }
    for (CompletableFuture<Long> future : waiting) {
      try {
        future.join();
      } catch (CompletionException e) {
        // Its caller was told.
      }
    }
    if (death == null) {
      death = new StateException(Kind.IO, "the store is closed", null, null);
    }
    state.endLeasesOf(this);
  }

  /** The first part of a crash: nothing new happens. */
  StateException die() {
    StateException why =
        new StateException(Kind.IO, "the process has crashed", "A test wanted it so.", null);
    death = why;
    state.endLeasesOf(this);
    return why;
  }

  void refuseCommits() {
    failure =
        new StateException(
            Kind.FULL, "no space is left for the state", "A test wanted it so.", null);
  }

  void requireAlive() throws StateException {
    StateException why = death;
    if (why != null) {
      throw why;
    }
  }

  void requireWritable() throws StateException {
    requireAlive();
    StateException why = failure;
    if (why != null) {
      throw why;
    }
  }
}
