package dev.paas.state.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.state.tck.Operation.Acquire;
import dev.paas.state.tck.Operation.Break;
import dev.paas.state.tck.Operation.Change;
import dev.paas.state.tck.Operation.Commit;
import dev.paas.state.tck.Operation.Commits;
import dev.paas.state.tck.Operation.Condition;
import dev.paas.state.tck.Operation.Follow;
import dev.paas.state.tck.Operation.Leases;
import dev.paas.state.tck.Operation.Read;
import dev.paas.state.tck.Operation.Release;
import dev.paas.state.tck.Operation.Reopen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries operations out on a store and on the model, and compares what comes of them. */
final class OperationRun {
  private final Duration longestWatch = WatchContract.longWatch();

  private final Bench bench;
  private final StoreModel model = new StoreModel();
  private final List<StateStore> handles = new ArrayList<>();
  private final Map<Integer, SlotLease> leases = new TreeMap<>();
  private final Map<Integer, Replica> replicas = new TreeMap<>();
  private long provisional;

  /** A lease in its slot. */
  private record SlotLease(int handle, StateLease lease, Acquire request, boolean broken) {}

  private record UnderWay(CompletableFuture<Long> future, Set<Kind> failures, long provisional) {}

  private OperationRun(Bench bench) throws StateException {
    this.bench = bench;
    for (int i = 0; i < OperationGenerator.HANDLES; i++) {
      handles.add(bench.open());
    }
  }

  /** Carries out all operations at a fresh place, and then looks at everything once more. */
  static void run(Bench bench, List<Operation> operations) throws Exception {
    OperationRun run = new OperationRun(bench);
    try {
      for (Operation operation : operations) {
        run.carryOut(operation);
      }
      for (int handle = 0; handle < run.handles.size(); handle++) {
        run.read(new Read(handle, ""));
        run.listLeases(new Leases(handle));
        run.follow(new Follow(handle));
      }
    } finally {
      run.replicas.values().forEach(Replica::close);
      for (SlotLease each : run.leases.values()) {
        each.lease().close();
      }
    }
    run.handles.set(0, bench.open());
    run.read(new Read(0, ""));
  }

  private void carryOut(Operation operation) throws Exception {
    if (operation instanceof Commits commits) {
      commit(commits);
    } else if (operation instanceof Read read) {
      read(read);
    } else if (operation instanceof Follow follow) {
      follow(follow);
    } else if (operation instanceof Reopen reopen) {
      reopen(reopen);
    } else if (operation instanceof Acquire acquire) {
      acquire(acquire);
    } else if (operation instanceof Release release) {
      release(release.slot());
    } else if (operation instanceof Break breaks) {
      breakLease(breaks);
    } else if (operation instanceof Leases list) {
      listLeases(list);
    }
  }

  private void commit(Commits operation) throws StateException {
    List<SortedMap<String, Long>> expected = new ArrayList<>();
    for (Commit commit : operation.commits()) {
      SortedMap<String, Long> revisions = new TreeMap<>();
      for (Condition condition : commit.conditions()) {
        revisions.put(condition.key(), model.resolve(condition));
      }
      expected.add(revisions);
    }
    List<UnderWay> underWay = new ArrayList<>();
    for (int i = 0; i < operation.commits().size(); i++) {
      Commit commit = operation.commits().get(i);
      SlotLease lease = leases.get(commit.slot());
      CompletableFuture<Long> future =
          handles.get(operation.handle()).commit(build(commit, expected.get(i), lease));
      provisional--;
      boolean held = lease == null || !lease.broken();
      Set<Kind> failures = model.commit(commit, expected.get(i), held, provisional);
      underWay.add(new UnderWay(future, failures, provisional));
    }
    for (int i = 0; i < underWay.size(); i++) {
      check(underWay.get(i), operation.commits().get(i));
    }
  }

  private static StateCommit build(
      Commit commit, Map<String, Long> expected, @Nullable SlotLease lease) {
    StateCommit.Builder builder = StateCommit.builder();
    expected.forEach(builder::expect);
    for (Change change : commit.changes()) {
      if (change.value() == null) {
        builder.delete(change.key());
      } else {
        builder.put(change.key(), StoreCalls.bytes(change.value()));
      }
    }
    if (lease != null) {
      builder.under(lease.lease());
    }
    return builder.build();
  }

  private void check(UnderWay commit, Commit operation) {
    try {
      long revision = StoreCalls.revisionOf(commit.future());
      assertEquals(Set.of(), commit.failures(), () -> "must fail: " + operation);
      boolean rises =
          operation.changes().isEmpty()
              ? revision >= model.lastRevision()
              : revision > model.lastRevision();
      assertTrue(rises, () -> "revision " + revision + " after " + model.lastRevision());
      model.settle(commit.provisional(), revision);
    } catch (StateException e) {
      assertTrue(
          commit.failures().contains(e.kind()),
          () -> "must not fail as " + e.kind() + " (" + e.reason() + "): " + operation);
    }
  }

  private void read(Read operation) throws StateException {
    StateSnapshot snapshot = handles.get(operation.handle()).read(operation.prefix());
    SortedMap<String, StoreModel.Entry> found = new TreeMap<>();
    List<String> keys = new ArrayList<>();
    for (StateEntry entry : snapshot.entries()) {
      keys.add(entry.key());
      found.put(entry.key(), new StoreModel.Entry(StoreCalls.text(entry), entry.revision()));
    }
    assertEquals(model.below(operation.prefix()), found, () -> "what was read: " + operation);
    assertEquals(List.copyOf(found.keySet()), keys, "the order of the keys");
    assertTrue(snapshot.revision() >= model.lastRevision(), "the store's revision");
  }

  /** The first time begins the watch; then what it tells must lead to what the model says. */
  private void follow(Follow operation) throws StateException, InterruptedException {
    Replica replica = replicas.get(operation.handle());
    if (replica == null) {
      replica = Replica.of(handles.get(operation.handle()), "");
      replicas.put(operation.handle(), replica);
    }
    SortedMap<String, StoreModel.Entry> wanted = model.below("");
    long deadline = System.nanoTime() + longestWatch.toNanos();
    while (!wanted.equals(replica.modelled()) && System.nanoTime() < deadline) {
      replica.poll(longestWatch.dividedBy(100));
    }
    assertEquals(wanted, replica.modelled(), () -> "what the watch told: " + operation);
  }

  private void reopen(Reopen operation) throws StateException {
    Replica replica = replicas.remove(operation.handle());
    if (replica != null) {
      replica.close();
    }
    for (Map.Entry<Integer, SlotLease> each : List.copyOf(leases.entrySet())) {
      if (each.getValue().handle() == operation.handle()) {
        release(each.getKey());
      }
    }
    bench.close(handles.get(operation.handle()));
    handles.set(operation.handle(), bench.open());
  }

  private void acquire(Acquire operation) throws StateException, InterruptedException {
    if (leases.containsKey(operation.slot())) {
      return;
    }
    boolean free =
        leases.values().stream()
            .filter(lease -> !lease.broken())
            .allMatch(lease -> Collections.disjoint(lease.request().names(), operation.names()));
    try {
      StateLease lease =
          handles
              .get(operation.handle())
              .acquire(new LeaseRequest(operation.names(), "random", Duration.ZERO));
      leases.put(operation.slot(), new SlotLease(operation.handle(), lease, operation, false));
      assertTrue(free, () -> "must be refused: " + operation);
      assertTrue(lease.isHeld(), "a new lease must be held");
    } catch (StateException e) {
      assertEquals(Kind.LOCKED, e.kind(), e::reason);
      assertFalse(free, () -> "must not be refused: " + operation);
    }
  }

  private void release(int slot) throws StateException {
    SlotLease lease = leases.remove(slot);
    if (lease != null) {
      lease.lease().close();
      assertFalse(lease.lease().isHeld(), "a closed lease must not be held");
    }
  }

  private void breakLease(Break operation) throws StateException {
    SlotLease lease = leases.get(operation.slot());
    if (lease != null) {
      boolean broken = handles.get(operation.handle()).breakLease(lease.lease().id());
      assertEquals(!lease.broken(), broken, () -> "whether there was one: " + operation);
      leases.put(
          operation.slot(), new SlotLease(lease.handle(), lease.lease(), lease.request(), true));
    }
  }

  private void listLeases(Leases operation) throws StateException {
    SortedMap<String, Set<String>> expected = new TreeMap<>();
    for (SlotLease lease : leases.values()) {
      if (!lease.broken()) {
        expected.put(lease.lease().id(), lease.request().names());
      }
    }
    SortedMap<String, Set<String>> found = new TreeMap<>();
    for (LeaseInfo lease : handles.get(operation.handle()).leases()) {
      found.put(lease.id(), lease.names());
    }
    assertEquals(expected, found, "the leases that are held");
  }
}
