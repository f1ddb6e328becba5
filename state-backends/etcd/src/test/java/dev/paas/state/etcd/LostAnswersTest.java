package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.bytes;
import static dev.paas.state.etcd.Calls.done;
import static dev.paas.state.etcd.Calls.lease;
import static dev.paas.state.etcd.Calls.put;
import static dev.paas.state.etcd.Calls.putting;
import static dev.paas.state.etcd.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection is cut, also just between a request and its answer. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostAnswersTest {
  private EtcdCluster cluster;
  private Proxy proxy;
  private EtcdPlace place;

  @BeforeEach
  void start() throws Exception {
    cluster = EtcdCluster.start();
    proxy = new Proxy(cluster.endpoints().get(0));
    place = new EtcdPlace(cluster);
  }

  @AfterEach
  void stop() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private StateStore openThroughProxy() throws StateException {
    MapValue timeouts = MapValue.builder().put("request", "1500ms").put("outage", "60s").build();
    return EtcdPlace.open(
        place
            .configuration()
            .with("endpoints", Value.list(List.of(Value.of(proxy.endpoint()))))
            .with("leaseTtl", Value.of("60s"))
            .with("timeouts", timeouts),
        EtcdPlace.SHOP);
  }

  /** Each commit demands what the one before made: one that is carried out twice is a conflict. */
  @Test
  void aCommitWhoseAnswerIsLostIsCarriedOutOnce() throws Exception {
    try (StateStore store = openThroughProxy();
        StateLease lease = lease(store, Duration.ZERO, "a")) {
      long last = 0;
      for (int i = 0; i < 3; i++) {
        proxy.swallowAnswers();
        StateCommit next =
            StateCommit.builder()
                .under(lease)
                .expect("n", last)
                .put("n", bytes(String.valueOf(i)))
                .build();
        CompletableFuture<Long> written = store.commit(next);
        CompletableFuture<Long> late =
            store.commit(StateCommit.builder().expect("n", last).put("late", bytes("x")).build());
        awaitInEtcd("n", String.valueOf(i));
        proxy.cut();
        last = done(written);
        assertThrows(StateException.class, () -> done(late), "judged after the one before it");
      }
      assertEquals(Map.of("n", "2"), texts(store, ""));
    }
  }

  /** The answer that is lost said that the commit did not hold. */
  @Test
  void aConflictWhoseAnswerIsLostIsOneStill() throws Exception {
    try (StateStore store = openThroughProxy();
        StateStore other = place.open()) {
      long first = put(store, "a", "1");
      put(other, "a", "2");
      proxy.swallowAnswers();
      CompletableFuture<Long> fails =
          store.commit(StateCommit.builder().expect("a", first).put("a", bytes("3")).build());
      CompletableFuture<Long> holds =
          store.commit(StateCommit.builder().expect("b", 0).put("b", bytes("1")).build());
      awaitMark();
      proxy.cut();
      Calls.assertFails(Kind.CONFLICT, () -> done(fails));
      done(holds);
      assertEquals(Map.of("a", "2", "b", "1"), texts(other, ""));
    }
  }

  private void awaitInEtcd(String key, String value) throws Exception {
    try (StateStore reader = place.open()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!value.equals(texts(reader, key).get(key)) && System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Waits until a transaction of the store was carried out whose answer is swallowed. */
  private void awaitMark() throws Exception {
    String before =
        cluster.ctl("get", "--prefix", place.prefix() + "/shop/default/head", "-w", "json");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() - end < 0) {
      String now =
          cluster.ctl("get", "--prefix", place.prefix() + "/shop/default/head", "-w", "json");
      if (!versionOf(now).equals(versionOf(before))) {
        return;
      }
    }
  }

  private static String versionOf(String json) {
    return json.replaceAll("(?s).*\"version\":(\\d+).*", "$1");
  }

  @Test
  void aStreamOfCommitsLosesNothingWhileTheConnectionIsCut() throws Exception {
    try (StateStore store = openThroughProxy()) {
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        for (int n = 0; n < 10; n++) {
          commits.add(store.commit(putting("k" + (i * 10 + n), String.valueOf(i))));
        }
        if (i % 8 == 3) {
          done(commits.get(commits.size() - 5));
          proxy.cut();
        }
      }
      long last = 0;
      for (CompletableFuture<Long> commit : commits) {
        long revision = done(commit);
        assertTrue(revision > last, "the order of the calls");
        last = revision;
      }
      assertEquals(400, store.read("k").entries().size());
    }
  }

  @Test
  void aWatchLeavesNothingOutWhileTheConnectionIsCut() throws Exception {
    try (StateStore writer = place.open();
        StateStore watcher = openThroughProxy();
        StateWatch watch = watcher.watch("", watcher.read("").revision())) {
      SortedMap<String, String> replica = new TreeMap<>();
      long last = 0;
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 20; i++) {
          done(
              writer.commit(
                  StateCommit.builder()
                      .put("k" + i % 5, bytes(round + "." + i))
                      .put("once" + round + "." + i, bytes("x"))
                      .delete("once" + (round - 1) + "." + i)
                      .build()));
          if (i == 10) {
            follow(watch, replica, Duration.ZERO);
            proxy.cut();
          }
        }
        last = put(writer, "end", String.valueOf(round));
      }
      long told = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (told < last && System.nanoTime() - end < 0) {
        told = follow(watch, replica, Duration.ofSeconds(1));
      }
      assertEquals(texts(writer, ""), replica);
    }
  }

  private static long follow(StateWatch watch, SortedMap<String, String> replica, Duration patience)
      throws Exception {
    StateChanges changes = watch.poll(patience);
    assertFalse(changes.gap(), "nothing was compacted");
    for (StateChange change : changes.changes()) {
      StateEntry entry = change.entry();
      if (entry == null) {
        replica.remove(change.key());
      } else {
        replica.put(change.key(), new String(entry.value(), StandardCharsets.UTF_8));
      }
    }
    return changes.revision();
  }

  /** A holder that etcd does not hear of any more must not think that it holds its lease. */
  @Test
  void aLeaseIsNotHeldOnceItMayHaveRunOut() throws Exception {
    MapValue settings =
        place.configuration().with("endpoints", Value.list(List.of(Value.of(proxy.endpoint()))));
    try (StateStore store = EtcdPlace.open(settings, EtcdPlace.SHOP);
        StateStore other = place.open()) {
      StateLease lease = lease(store, Duration.ZERO, "a");
      assertTrue(lease.isHeld());
      proxy.shut();
      try (StateLease next = lease(other, Duration.ofSeconds(60), "a")) {
        assertFalse(lease.isHeld(), "another has it");
        proxy.open();
        StateCommit late = StateCommit.builder().under(lease).put("a", bytes("late")).build();
        Calls.assertFails(Kind.LEASE_LOST, () -> done(store.commit(late)));
        assertTrue(next.isHeld());
      }
      assertEquals(Map.of(), texts(other, ""));
      lease.close();
    }
  }
}
