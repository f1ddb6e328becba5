package dev.paas.state.tck;

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

/** Does what another store does; what is broken overrides one thing. */
class ForwardingStore implements StateStore {
  final InMemoryStateStore store;

  ForwardingStore(InMemoryStateStore store) {
    this.store = store;
  }

  /** The process that has it open dies. */
  void die() {
    store.crash();
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
  public CompletableFuture<Long> commit(StateCommit commit) {
    return store.commit(commit);
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    return store.acquire(request);
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
