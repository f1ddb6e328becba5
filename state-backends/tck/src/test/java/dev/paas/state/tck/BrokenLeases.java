package dev.paas.state.tck;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Stores whose leases are broken. */
final class BrokenLeases {

  private BrokenLeases() {}

  private static StateCommit withoutLease(StateCommit commit) {
    StateCommit.Builder copy = StateCommit.builder();
    commit.expectedRevisions().forEach(copy::expect);
    return BrokenCommits.with(copy, commit.writes());
  }

  /** A lock that no commit looks at. */
  static final class NoFencing extends ForwardingStore {
    NoFencing(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      return super.commit(withoutLease(commit));
    }
  }

  /** Believes what the lease says of itself, which has not heard that it was broken. */
  static final class AskingTheLeaseOnly extends ForwardingStore {
    AskingTheLeaseOnly(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      return new BelievingLease(super.acquire(request));
    }

    @Override
    public CompletableFuture<Long> commit(StateCommit commit) {
      StateLease lease = commit.lease();
      if (lease != null && !lease.isHeld()) {
        return CompletableFuture.failedFuture(
            new StateException(Kind.LEASE_LOST, "closed", null, null));
      }
      return super.commit(withoutLease(commit));
    }
  }

  private static final class BelievingLease implements StateLease {
    private final StateLease lease;
    private boolean closed;

    BelievingLease(StateLease lease) {
      this.lease = lease;
    }

    @Override
    public String id() {
      return lease.id();
    }

    @Override
    public boolean isHeld() {
      return !closed;
    }

    @Override
    public void close() throws StateException {
      closed = true;
      lease.close();
    }
  }

  /** Its lease says that it is held, whatever happened to it. */
  static final class HeldForever extends ForwardingStore {
    HeldForever(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      StateLease lease = super.acquire(request);
      return new StateLease() {
        @Override
        public String id() {
          return lease.id();
        }

        @Override
        public boolean isHeld() {
          return true;
        }

        @Override
        public void close() throws StateException {
          lease.close();
        }
      };
    }
  }

  /** Leases something else to everybody. */
  static final class NotExclusive extends ForwardingStore {
    private int count;

    NotExclusive(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public synchronized StateLease acquire(LeaseRequest request)
        throws StateException, InterruptedException {
      SortedSet<String> names =
          new TreeSet<>(List.of("lease " + System.identityHashCode(this) + "/" + ++count));
      return super.acquire(new LeaseRequest(names, request.holder(), request.patience()));
    }
  }

  /** Leases the first name only. */
  static final class FirstNameOnly extends ForwardingStore {
    FirstNameOnly(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      SortedSet<String> first = new TreeSet<>(List.of(request.names().first()));
      return super.acquire(new LeaseRequest(first, request.holder(), request.patience()));
    }
  }

  /** Does not wait. */
  static final class Impatient extends ForwardingStore {
    Impatient(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      return super.acquire(new LeaseRequest(request.names(), request.holder(), Duration.ZERO));
    }
  }

  /** Its leases do not notice that it died. */
  static final class Immortal extends ForwardingStore {
    private final InMemoryState state;

    Immortal(InMemoryState state, InMemoryStateStore store) {
      super(store);
      this.state = state;
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      return state.acquire(state.open(), request);
    }
  }

  /** Says that it broke a lease, and does not. */
  static final class Unbreakable extends ForwardingStore {
    Unbreakable(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public boolean breakLease(String leaseId) throws StateException {
      return leases().stream().anyMatch(lease -> lease.id().equals(leaseId));
    }
  }

  /** Does not tell who holds what. */
  static final class Unlisted extends ForwardingStore {
    Unlisted(InMemoryState state, InMemoryStateStore store) {
      super(store);
    }

    @Override
    public List<LeaseInfo> leases() {
      return List.of();
    }
  }

  /** A lease that ends whatever lease there is on its names now. */
  static final class ClosingByName extends ForwardingStore {
    private final InMemoryState state;

    ClosingByName(InMemoryState state, InMemoryStateStore store) {
      super(store);
      this.state = state;
    }

    @Override
    public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
      StateLease lease = super.acquire(request);
      return new StateLease() {
        @Override
        public String id() {
          return lease.id();
        }

        @Override
        public boolean isHeld() {
          return lease.isHeld();
        }

        @Override
        public void close() {
          for (LeaseInfo each : state.leases()) {
            if (request.names().containsAll(each.names())) {
              state.endLease(each.id());
            }
          }
        }
      };
    }
  }
}
