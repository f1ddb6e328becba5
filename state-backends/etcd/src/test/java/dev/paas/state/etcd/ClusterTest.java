package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.done;
import static dev.paas.state.etcd.Calls.lease;
import static dev.paas.state.etcd.Calls.put;
import static dev.paas.state.etcd.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three members, some of which fail. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTest {

  private static MapValue settings(EtcdPlace place) {
    return place
        .configuration()
        .with("leaseTtl", Value.of("60s"))
        .with("timeouts", MapValue.builder().put("request", "3s").put("outage", "2m").build());
  }

  /** One commit after the other, all under a lease, while members go and come. */
  @Test
  void commitsGoOnWhileMembersFail() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start(3, List.of())) {
      EtcdPlace place = new EtcdPlace(cluster);
      try (StateStore store = EtcdPlace.open(settings(place), EtcdPlace.SHOP);
          StateStore watcher = EtcdPlace.open(settings(place), EtcdPlace.SHOP);
          StateWatch watch = watcher.watch("", 0);
          StateLease lease = lease(store, Duration.ZERO, "a")) {
        List<CompletableFuture<Long>> commits = new ArrayList<>();
        stream(store, lease, commits, 100);
        int leader = cluster.leader();
        cluster.kill(leader);
        stream(store, lease, commits, 100);
        done(commits.get(commits.size() - 1));
        cluster.restart(leader);

        stream(store, lease, commits, 50);
        for (int member = 0; member < 3; member++) {
          cluster.kill(member);
        }
        stream(store, lease, commits, 50);
        for (int member = 0; member < 3; member++) {
          cluster.restart(member);
        }
        for (CompletableFuture<Long> commit : commits) {
          done(commit);
        }
        assertTrue(lease.isHeld());
        long last = put(store, "end", "1");
        Map<String, String> wanted = texts(store, "");
        assertEquals(301, wanted.size());
        assertEquals(wanted.keySet(), told(watch, last));
      }
    }
  }

  private static void stream(
      StateStore store, StateLease lease, List<CompletableFuture<Long>> commits, int count) {
    for (int i = 0; i < count; i++) {
      String key = "k" + commits.size();
      commits.add(
          store.commit(
              StateCommit.builder().under(lease).expect(key, 0).put(key, new byte[100]).build()));
    }
  }

  private static Set<String> told(StateWatch watch, long last) throws Exception {
    Map<String, Boolean> told = new HashMap<>();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    long at = 0;
    while (at < last && System.nanoTime() - end < 0) {
      StateChanges changes = watch.poll(Duration.ofSeconds(1));
      assertFalse(changes.gap());
      changes.changes().forEach(change -> told.put(change.key(), true));
      at = changes.revision();
    }
    return told.keySet();
  }

  /** What cannot be written in time is a clear error, and reading works as soon as it can. */
  @Test
  void withoutAMajorityTheErrorIsClear() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start(3, List.of())) {
      EtcdPlace place = new EtcdPlace(cluster);
      MapValue hasty =
          settings(place)
              .with(
                  "timeouts", MapValue.builder().put("request", "1s").put("outage", "2s").build());
      try (StateStore store = EtcdPlace.open(hasty, EtcdPlace.SHOP)) {
        put(store, "a", "1");
        cluster.kill(0);
        cluster.kill(1);
        Calls.assertFails(Kind.UNAVAILABLE, () -> put(store, "a", "2"));
        Calls.assertFails(Kind.UNAVAILABLE, () -> put(store, "a", "3"));
        Calls.assertFails(Kind.UNAVAILABLE, () -> store.read(""));
        cluster.restart(0);
        cluster.awaitLeader();
        assertEquals(1, EtcdPlace.open(settings(place), EtcdPlace.SHOP).read("").entries().size());
      }
    }
  }
}
