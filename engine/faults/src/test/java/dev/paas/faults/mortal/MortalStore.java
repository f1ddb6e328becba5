package dev.paas.faults.mortal;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store in a process that can die: before each write, and when it is durable but not told. */
final class MortalStore implements StateStore {
  private final StateStore store;
  private final Instants instants;

  MortalStore(StateStore store, Instants instants) {
    this.store = store;
    this.instants = instants;
  }

  @Override
  public CompletableFuture<Long> commit(StateCommit commit) {
    String what = "writing " + commit.writes().stream().map(StateCommit.Write::key).toList();
    instants.pass("before " + what);
    return store
        .commit(commit)
        .thenCompose(
            revision ->
                instants.survives("after " + what)
                    ? CompletableFuture.completedFuture(revision)
                    : instants.silence());
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    instants.pass("before leasing");
    StateLease lease = store.acquire(request);
    instants.pass("after leasing");
    return lease;
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public StateSnapshot read(String prefix) throws StateException {
    return store.read(prefix);
  }

  @Override
  public StateWatch watch(String prefix, long after) throws StateException {
    return store.watch(prefix, after);
  }

  @Override
  public List<LeaseInfo> leases() throws StateException {
    return store.leases();
  }

  @Override
  public boolean breakLease(String leaseId) throws StateException {
    return store.breakLease(leaseId);
  }

  @Override
  public void close() throws StateException {
    store.close();
  }
}
