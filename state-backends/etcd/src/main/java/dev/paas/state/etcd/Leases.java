package dev.paas.state.etcd;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateException;
import dev.paas.state.etcd.EtcdClient.Event;
import dev.paas.state.etcd.EtcdFailure.Code;
import dev.paas.state.etcd.LeaseKeeper.Kept;
import dev.paas.state.etcd.Reply.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Leases: a key for each thing that is leased and one for the lease itself, all of which die with
 * one lease of etcd, at one revision. So the lease's key alone tells whether all is held.
 *
 * <p>Few names are taken in one transaction; many in several, in their order. Whoever meets a name
 * that another has gives everything back before it waits: nobody waits while it holds something.
 */
final class Leases {
  private static final int LARGEST_CHUNK = 100;

  /** What a transaction needs beside the names: the lease's own key, asked for and written. */
  private static final int OWN_OPERATIONS = 2;

  /** A lost connection must not make anybody wait for ever. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1000);
  private static final int TRIES = 5;

  private final Connection connection;
  private final Layout layout;
  private final LeaseKeeper keeper;
  private final Snapshots snapshots;

  Leases(Connection connection, Layout layout, LeaseKeeper keeper, Snapshots snapshots) {
    this.connection = connection;
    this.layout = layout;
    this.keeper = keeper;
    this.snapshots = snapshots;
  }

  /**
   * A lease that was taken.
   *
   * @param created the revision that made its key
   */
  record Taken(Kept kept, long created) {}

  /** Something in the way. */
  private record Blocked(LeaseInfo by, Bytes lock, long revision) {}

  /** What came of a try: one of both. */
  private record Attempt(@Nullable Taken taken, @Nullable Blocked blocked) {}

  /** Takes all names, or none. */
  Taken acquire(LeaseRequest request) throws StateException, InterruptedException {
    long start = System.nanoTime();
    boolean patient = request.patience().compareTo(LONGEST_PATIENCE) < 0;
    long patience = (patient ? request.patience() : LONGEST_PATIENCE).toNanos();
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Attempt attempt = attempt(request);
      if (attempt.taken() != null) {
        return attempt.taken();
      }
      Blocked blocked = attempt.blocked();
      long left = patience - (System.nanoTime() - start);
      if (blocked != null && left <= 0) {
        throw Failures.locked(blocked.by(), blocked.by().names(), connection.settings().leaseTtl());
      }
      if (blocked != null) {
        awaitRelease(blocked, left);
      }
    }
  }

  private Attempt attempt(LeaseRequest request) throws StateException {
    List<List<String>> chunks = chunks(request.names());
    for (int attempt = 1; ; attempt++) {
      Kept kept =
          connection.ask("Locking in", () -> keeper.grant(connection.settings().leaseTtl()));
      LeaseValue value = new LeaseValue(kept.lease(), Instant.now(), request.holder());
      boolean taken = false;
      try {
        Blocked blocked = null;
        long created = 0;
        for (int i = 0; i < chunks.size() && blocked == null; i++) {
          Reply reply = take(chunks.get(i), value, i == chunks.size() - 1);
          blocked = reply.succeeded() ? null : blockerIn(chunks.get(i), reply, kept.lease());
          created = reply.succeeded() ? reply.revision() : createdIn(reply);
        }
        taken = blocked == null;
        return new Attempt(taken ? new Taken(kept, created) : null, blocked);
      } catch (EtcdFailure failure) {
        if (failure.code() != Code.NO_LEASE || attempt == TRIES) {
          throw connection.failed(failure, "Locking in");
        }
      } finally {
        if (!taken) {
          giveBack(kept);
        }
      }
    }
  }

  private List<List<String>> chunks(SortedSet<String> names) {
    int most = connection.settings().maxOperations() - OWN_OPERATIONS;
    List<String> all = List.copyOf(names);
    List<List<String>> chunks = new ArrayList<>();
    int size = Math.min(LARGEST_CHUNK, most);
    for (int start = 0; start < all.size(); start += size) {
      chunks.add(all.subList(start, Math.min(all.size(), start + size)));
    }
    return chunks.isEmpty() ? List.of(List.of()) : chunks;
  }

  /** Takes some names; with the last ones the lease is there for others. */
  private Reply take(List<String> names, LeaseValue value, boolean last) throws EtcdFailure {
    Bytes encoded = value.encode();
    List<Bytes> keys = new ArrayList<>();
    names.forEach(name -> keys.add(layout.lock(name)));
    if (last) {
      keys.add(layout.lease(value.id()));
    }
    List<Request.Condition> free = new ArrayList<>();
    List<Request> puts = new ArrayList<>();
    List<Request> questions = new ArrayList<>();
    for (Bytes key : keys) {
      free.add(new Request.Created(key, 0));
      puts.add(new Request.Put(key, encoded, value.lease()));
      questions.add(Request.Range.of(key));
    }
    Request.Transaction transaction = new Request.Transaction(free, puts, questions);
    return connection.answer(() -> connection.client().transact(transaction));
  }

  /** Who is in the way; {@code null} when an earlier try took the names, whose answer was lost. */
  private @Nullable Blocked blockerIn(List<String> names, Reply reply, long own)
      throws StateException {
    LeaseValue blocker = null;
    Bytes lock = null;
    SortedSet<String> blocked = new TreeSet<>();
    for (int i = 0; i < names.size(); i++) {
      for (Pair pair : reply.ranges().get(i).pairs()) {
        LeaseValue found = LeaseValue.decode(pair.key(), pair.value());
        if (found.lease() != own && (blocker == null || found.lease() == blocker.lease())) {
          blocker = found;
          lock = lock == null ? pair.key() : lock;
          blocked.add(names.get(i));
        }
      }
    }
    if (blocker == null || lock == null) {
      return null;
    }
    LeaseInfo info = new LeaseInfo(blocker.id(), blocker.holder(), blocker.since(), blocked);
    return new Blocked(info, lock, reply.revision());
  }

  private static long createdIn(Reply reply) {
    for (Reply.Page page : reply.ranges()) {
      for (Pair pair : page.pairs()) {
        return pair.created();
      }
    }
    return 0;
  }

  /** Waits until the name that was in the way is free, or something else may have happened. */
  private void awaitRelease(Blocked blocked, long nanos) throws InterruptedException {
    CompletableFuture<Boolean> news = new CompletableFuture<>();
    EtcdClient.Listener listener =
        new EtcdClient.Listener() {
          @Override
          public void changed(List<Event> events) {
            if (events.stream().anyMatch(Event::deleted)) {
              news.complete(true);
            }
          }

          @Override
          public void ended(EtcdFailure why) {
            news.complete(false);
          }
        };
    AutoCloseable watch = null;
    boolean orderly = false;
    try {
      Bytes lock = blocked.lock();
      watch = connection.client().watch(lock, lock.next(), blocked.revision() + 1, listener);
      orderly = news.get(Math.min(nanos, LONGEST_WAIT.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException over) {
      orderly = true;
    } catch (EtcdFailure | ExecutionException unreachable) {
      // The next try tells.
      orderly = false;
    } finally {
      EtcdWatch.closeQuietly(watch);
    }
    if (!orderly) {
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** Ends a lease that nobody was told of; if etcd cannot be reached it dies by itself. */
  private void giveBack(Kept kept) {
    kept.stop();
    try {
      Writer.revoke(connection.client(), kept.lease());
    } catch (EtcdFailure unreachable) {
      return;
    }
  }

  /** The leases that are held, the oldest first. */
  List<LeaseInfo> list() throws StateException {
    Map<String, LeaseValue> leases = new TreeMap<>();
    Map<String, SortedSet<String>> names = new TreeMap<>();
    for (Pair pair : snapshots.read(layout.leasesAndLocks()).pairs()) {
      String id = layout.leaseOf(pair.key());
      if (!id.isEmpty()) {
        leases.put(id, LeaseValue.decode(pair.key(), pair.value()));
      } else if (layout.isLock(pair.key())) {
        names
            .computeIfAbsent(
                LeaseValue.decode(pair.key(), pair.value()).id(), unused -> new TreeSet<>())
            .add(layout.nameOf(pair.key()));
      }
    }
    List<LeaseInfo> found = new ArrayList<>();
    leases.forEach(
        (id, lease) -> {
          SortedSet<String> held = names.getOrDefault(id, new TreeSet<>());
          found.add(
              new LeaseInfo(
                  id, lease.holder(), lease.since(), Collections.unmodifiableSortedSet(held)));
        });
    found.sort(Comparator.comparing(LeaseInfo::since).thenComparing(LeaseInfo::id));
    return found;
  }

  /** Ends a lease of whomever; whether there was one. */
  boolean breakLease(String id) throws StateException {
    Long lease = LeaseValue.leaseOf(id);
    if (lease == null) {
      return false;
    }
    Bytes key = layout.lease(id);
    boolean ours =
        connection.ask(
            "Reading from",
            () -> !connection.client().range(Request.Range.keyOf(key)).pairs().isEmpty());
    return ours && revoke(lease);
  }

  /** Ends a lease; whether there was one. */
  boolean revoke(long lease) throws StateException {
    return connection.ask("Unlocking in", () -> Writer.revoke(connection.client(), lease));
  }
}
