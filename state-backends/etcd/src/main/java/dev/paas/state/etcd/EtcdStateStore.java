package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.state.etcd.Reply.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store in etcd. */
final class EtcdStateStore implements StateStore {
  private final Connection connection;
  private final Layout layout;
  private final PlatformIdentity platform;
  private final Snapshots snapshots;
  private final LeaseKeeper keeper;
  private final Leases leases;
  private final Set<EtcdLease> held = ConcurrentHashMap.newKeySet();
  private final Set<EtcdWatch> watches = ConcurrentHashMap.newKeySet();

  /** Made with the first write: most commands only read. */
  private @Nullable Committer committer;

  private volatile boolean closed;

  EtcdStateStore(Connection connection, Layout layout, PlatformIdentity platform) {
    this.connection = connection;
    this.layout = layout;
    this.platform = platform;
    snapshots = new Snapshots(connection, layout.head());
    keeper = new LeaseKeeper(connection, layout.head());
    leases = new Leases(connection, layout, keeper, snapshots);
  }

  /** Looks whether etcd answers, and whose state this is. */
  void check() throws StateException {
    Reply.Page page =
        connection.ask(
            "Connecting to",
            connection.settings().connect(),
            () -> connection.client().range(Request.Range.of(layout.head())));
    for (Pair head : page.pairs()) {
      Stored.requireHead(head.value(), platform, location());
    }
  }

  @Override
  public String location() {
    return connection.location();
  }

  @Override
  public StateSnapshot read(String prefix) throws StateException {
    requireOpen();
    Bytes from = layout.data(prefix);
    return read(List.of(range(from, from.endOfPrefix())), key -> key.startsWith(prefix));
  }

  @Override
  public StateSnapshot readWithout(String prefix) throws StateException {
    requireOpen();
    Bytes all = layout.data("");
    Bytes left = layout.data(prefix);
    return read(
        List.of(range(all, left), range(left.endOfPrefix(), all.endOfPrefix())),
        key -> !key.startsWith(prefix));
  }

  private static Request.Range range(Bytes from, Bytes end) {
    return new Request.Range(from, end, 0, 0, false);
  }

  private StateSnapshot read(List<Request.Range> ranges, Predicate<String> wanted)
      throws StateException {
    Snapshots.Snapshot read = snapshots.read(ranges);
    Pair head = read.head();
    if (head == null) {
      return new StateSnapshot(0, List.of());
    }
    Stored.requireHead(head.value(), platform, location());
    List<StateEntry> entries = new ArrayList<>(read.pairs().size());
    for (Pair pair : read.pairs()) {
      String key = layout.keyOf(pair.key());
      if (wanted.test(key)) {
        entries.add(Stored.entry(key, pair.value(), pair.modified()));
      }
    }
    // etcd sorts by bytes, which differs for characters beyond the first 65,536.
    entries.sort(Comparator.comparing(StateEntry::key));
    return new StateSnapshot(
        Revisions.whole(head.modified()), Collections.unmodifiableList(entries));
  }

  @Override
  public StateWatch watch(String prefix, long after) throws StateException {
    requireOpen();
    EtcdWatch watch = new EtcdWatch(connection, layout, prefix, after, watches::remove);
    watches.add(watch);
    return watch;
  }

  @Override
  public CompletableFuture<Long> commit(StateCommit commit) {
    CommitTask task = new CommitTask(layout, commit);
    submit(task);
    return task.future();
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    requireOpen();
    Leases.Taken taken = leases.acquire(request);
    EtcdLease lease = new EtcdLease(this, taken.kept(), taken.created());
    held.add(lease);
    if (Thread.interrupted()) {
      lease.close();
      throw new InterruptedException();
    }
    return lease;
  }

  @Override
  public List<LeaseInfo> leases() throws StateException {
    requireOpen();
    return leases.list();
  }

  @Override
  public boolean breakLease(String leaseId) throws StateException {
    requireOpen();
    return leases.breakLease(leaseId);
  }

  /** Gives a lease up, behind the commits that were made before. */
  void release(EtcdLease lease) throws StateException {
    if (!held.remove(lease)) {
      return; // The store has given up what was left.
    }
    Committer.Action action = new Committer.Action(() -> endLease(lease));
    submit(action);
    try {
      action.done().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StateException cause ? cause : Failures.defect(e);
    }
  }

  private void endLease(EtcdLease lease) throws StateException {
    lease.kept().stop();
    if (!lease.kept().isLost()) {
      leases.revoke(lease.kept().lease());
    }
  }

  private synchronized void submit(Committer.Task task) {
    if (closed) {
      task.fail(Failures.closed());
      return;
    }
    if (committer == null) {
      committer =
          new Committer(
              new Writer(connection, layout, platform, keeper),
              connection.settings().maxOperations());
      committer.start();
    }
    committer.submit(task);
  }

  private void requireOpen() throws StateException {
    if (closed) {
      throw Failures.closed();
    }
  }

  @Override
  public void close() throws StateException {
    for (EtcdLease lease : held) {
      lease.close();
    }
    Committer running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = committer;
    }
    watches.forEach(EtcdWatch::close);
    try {
      if (running != null) {
        running.close();
      }
    } finally {
      keeper.close();
      connection.close();
    }
  }
}
