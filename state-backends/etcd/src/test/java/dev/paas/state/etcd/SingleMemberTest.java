package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.assertFails;
import static dev.paas.state.etcd.Calls.bytes;
import static dev.paas.state.etcd.Calls.done;
import static dev.paas.state.etcd.Calls.lease;
import static dev.paas.state.etcd.Calls.put;
import static dev.paas.state.etcd.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCluster;
import dev.paas.state.tck.StoreProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to etcd and needs one member only. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SingleMemberTest {
  private static @Nullable EtcdCluster cluster;

  @BeforeAll
  static void startEtcd() throws Exception {
    cluster = EtcdCluster.start();
  }

  @AfterAll
  static void stopEtcd() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static EtcdCluster etcd() {
    if (cluster == null) {
      throw new IllegalStateException("etcd has not been started");
    }
    return cluster;
  }

  private final EtcdPlace place = new EtcdPlace(etcd());

  /** A process that is stopped for longer than its lease lasts finds that it may not write. */
  @Test
  void aHolderThatWasStoppedNeverWrites() throws Exception {
    StoreProcess holder = place.startProcess();
    try (StateStore here = place.open()) {
      holder.acquire(new TreeSet<>(List.of("services.web")), "bob@server");
      holder.put("key", "1", true);
      signal("STOP", holder.pid());
      try (StateLease lease = lease(here, Duration.ofSeconds(60), "services.web")) {
        signal("CONT", holder.pid());
        assertFails(Kind.LEASE_LOST, () -> holder.put("key", "2", true));
        assertTrue(lease.isHeld());
      }
      assertEquals(Map.of("key", "1"), texts(here, ""));
      holder.put("key", "3", false);
    } finally {
      holder.close();
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
  }

  @Test
  void manyCommitsAreFewTransactions() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "first", "1");
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        commits.add(store.commit(Calls.putting("k" + i, "x")));
      }
      for (CompletableFuture<Long> commit : commits) {
        done(commit);
      }
      long transactions =
          Revisions.etcd(done(commits.get(1999))) - Revisions.etcd(done(commits.get(0)));
      assertTrue(transactions < 200, transactions + " transactions");
      assertEquals(2000, store.read("k").entries().size());
    }
  }

  /** Pages are read while the past is being forgotten all the time. */
  @Test
  void aReadIsOfOneMomentWhileEtcdIsCompacted() throws Exception {
    try (StateStore writer = place.open();
        StateStore reader = place.open()) {
      writeAll(writer, 0);
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int round = 1; !over.get(); round++) {
                    writeAll(writer, round);
                    place.forgetHistory(writer);
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < 12; i++) {
        StateSnapshot snapshot = reader.read("");
        assertEquals(700, snapshot.entries().size());
        assertRounds(snapshot);
      }
      over.set(true);
      writing.join();
    }
  }

  /**
   * Each round is written in order: at one moment, later keys are of the same round or one before.
   */
  private static void writeAll(StateStore store, int round) throws Exception {
    CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
    for (int i = 0; i < 700; i++) {
      last = store.commit(Calls.putting(String.format("k%03d", i), String.valueOf(round)));
    }
    done(last);
  }

  private static void assertRounds(StateSnapshot snapshot) {
    int first =
        Integer.parseInt(new String(snapshot.entries().get(0).value(), StandardCharsets.UTF_8));
    int previous = first;
    for (StateEntry entry : snapshot.entries()) {
      int round = Integer.parseInt(new String(entry.value(), StandardCharsets.UTF_8));
      assertTrue(round <= previous && round >= first - 1, first + ", then " + round);
      previous = round;
    }
  }

  @Test
  void aCompactionUnderAWatchLosesNothing() throws Exception {
    try (StateStore store = place.open();
        StateWatch watch = store.watch("", store.read("").revision())) {
      long last = 0;
      TreeSet<String> told = new TreeSet<>();
      for (int i = 0; i < 30; i++) {
        last = put(store, "k" + i, "x");
        if (i % 5 == 0) {
          place.forgetHistory(store);
        }
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      for (long at = 0; at < last && System.nanoTime() - end < 0; ) {
        StateChanges changes = watch.poll(Duration.ofSeconds(1));
        if (changes.gap()) {
          return; // Then it is read again.
        }
        changes.changes().forEach(change -> told.add(change.key()));
        at = changes.revision();
      }
      assertEquals(30, told.size());
    }
  }

  /** Others use this etcd, and it forgets: a store where nothing happened is not a gap for ever. */
  @Test
  void anIdleStoreCanBeWatchedOnABusyEtcd() throws Exception {
    try (StateStore fresh = place.open();
        StateStore idle = place.open(new PlatformIdentity("idle", ""));
        StateStore busy = place.open(new PlatformIdentity("busy", ""))) {
      put(idle, "a", "1");
      for (int i = 0; i < 10; i++) {
        put(busy, "b", String.valueOf(i));
      }
      place.forgetHistory(busy);
      for (StateStore each : List.of(fresh, idle)) {
        try (StateWatch watch = each.watch("", each.read("").revision())) {
          StateChanges nothing = watch.poll(Duration.ofMillis(300));
          assertFalse(nothing.gap());
          assertTrue(nothing.changes().isEmpty());
          put(each, "b", "1");
          assertEquals(1, watch.poll(Duration.ofSeconds(20)).changes().size());
        }
      }
    }
  }

  @Test
  void aValueThatIsTooLargeIsRefusedByItsName() throws Exception {
    StateException failure;
    try (StateStore store = place.open()) {
      done(store.commit(StateCommit.builder().put("large", new byte[1 << 20]).build()));
      StateCommit larger = StateCommit.builder().put("larger", new byte[(1 << 20) + 1]).build();
      failure = assertFails(Kind.IO, () -> done(store.commit(larger)));
    }
    assertTrue(failure.reason().contains("larger is too large"), failure.reason());
    try (StateStore store = place.open()) {
      assertEquals(1, store.read("").entries().size());
    }
  }

  @Test
  void aCommitWithTooManyKeysIsRefused() throws Exception {
    try (StateStore store = place.open()) {
      done(store.commit(manyKeys(61)));
      assertEquals(61, store.read("").entries().size());
      done(store.commit(manyKeys(3900)));
      assertFails(Kind.IO, () -> done(store.commit(manyKeys(3901))));
      assertEquals(3900, store.read("").entries().size());
    }
  }

  private static StateCommit manyKeys(int count) {
    StateCommit.Builder commit = StateCommit.builder();
    for (int i = 0; i < count; i++) {
      commit.put("k" + i, bytes("x"));
    }
    return commit.build();
  }

  @Test
  void thePlaceOfAnotherPlatformIsRefused() throws Exception {
    try (StateStore store = place.open(new PlatformIdentity("shop", ""))) {
      put(store, "a", "1");
    }
    StateException failure =
        assertFails(
            Kind.INVALID_SETTINGS, () -> place.open(new PlatformIdentity("shop", "default")));
    assertTrue(failure.reason().contains("another platform"), failure.reason());
  }

  @Test
  void whatANewerVersionWroteIsRefused() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
    }
    String root = place.prefix() + "/shop/default/";
    etcd().ctl("put", root + "data/b", "\u0001\u0002newer");
    try (StateStore store = place.open()) {
      assertFails(Kind.NEWER_VERSION, () -> store.read(""));
    }
    etcd().ctl("put", root + "data/b", "x");
    try (StateStore store = place.open()) {
      assertFails(Kind.CORRUPT, () -> store.read(""));
    }
    etcd().ctl("put", root + "head", "2 shop\n");
    assertFails(Kind.NEWER_VERSION, () -> place.open());
    etcd().ctl("put", root + "head", "nonsense");
    assertFails(Kind.CORRUPT, () -> place.open());
  }

  @Test
  void nothingIsLeftBehindButTheState() throws Exception {
    try (StateStore store = place.open();
        StateLease lease = lease(store, Duration.ZERO, "a", "b")) {
      done(store.commit(StateCommit.builder().under(lease).put("k", bytes("1")).build()));
    }
    String keys = etcd().ctl("get", "--prefix", place.prefix(), "--keys-only");
    String root = place.prefix() + "/shop/default/";
    assertEquals(
        List.of(root + "data/k", root + "head"),
        keys.lines().filter(line -> !line.isBlank()).toList());
  }

  @Test
  void aWrongEndpointIsToldSoon() {
    long start = System.nanoTime();
    StateException failure =
        assertFails(
            Kind.UNAVAILABLE,
            () ->
                EtcdPlace.open(
                    place
                        .configuration()
                        .with("endpoints", Value.list(List.of(Value.of("http://127.0.0.1:1"))))
                        .with("timeouts", MapValue.builder().put("connect", "500ms").build()),
                    EtcdPlace.SHOP));
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30));
    assertTrue((failure.reason() + failure.detail()).contains("127.0.0.1:1"), failure.detail());
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    for (Map.Entry<String, Value> wrong :
        Map.of(
                "endpoints", (Value) Value.list(List.of(Value.of("http://"))),
                "prefix", Value.of("/"),
                "username", Value.of("ann"),
                "leaseTtl", Value.of("1s"),
                "tls", MapValue.builder().put("ca", "missing.pem").build())
            .entrySet()) {
      assertFails(
          Kind.INVALID_SETTINGS,
          () ->
              EtcdPlace.open(
                  place.configuration().with(wrong.getKey(), wrong.getValue()), EtcdPlace.SHOP));
    }
  }
}
