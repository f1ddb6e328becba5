package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.value.MapValue;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installed program, whose network fails in the middle of an apply. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PartitionTest {
  private static final String PLATFORM =
      """
      resources:
        a: { type: mortal.thing, value: "1" }
        b: { type: mortal.thing, value: "${resources.a.id}" }
        c: { type: mortal.thing, value: "${resources.b.id}" }
      """;

  /** {@code b} is made, and nobody was told. */
  private static final int AFTER_CREATING_B = 14;

  private final Path folder;
  private final Path held;

  PartitionTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
    held = folder.resolve("held");
  }

  private Site site(EtcdCluster cluster, String ttl, String outage) throws Exception {
    MapValue timeouts = MapValue.builder().put("request", "2s").put("outage", outage).build();
    MapValue settings = MapValue.builder().put("leaseTtl", ttl).put("timeouts", timeouts).build();
    return new Site(folder, new EtcdPlace(cluster, settings)).file(PLATFORM);
  }

  private Program.Running heldAfterCreatingB(Island island, Site site) throws Exception {
    Program.Running running =
        new Program(site)
            .by(island.entrance())
            .with("MORTAL_HOLD", "" + AFTER_CREATING_B)
            .with("MORTAL_HOLD_FILE", held.toString())
            .apply();
    running.await("b is made", () -> Files.exists(held));
    return running;
  }

  @Test
  void withoutTheLeaderItGoesOnWithTheOthers() throws Exception {
    try (Island island = Island.make();
        EtcdCluster cluster = EtcdCluster.startAt(island.addresses(), List.of())) {
      Site site = site(cluster, "60s", "2m");
      try (Program.Running running = heldAfterCreatingB(island, site)) {
        island.cutOff(cluster.leader());
        Files.delete(held);
        running.end().succeeded();
      }
      Harmony.check(site, Harmony.world(site.world()));
    }
  }

  @Test
  void whoIsCutOffStopsAndNeverWrites() throws Exception {
    try (Island island = Island.make();
        EtcdCluster cluster = EtcdCluster.startAt(island.addresses(), List.of())) {
      Site site = site(cluster, "5s", "5s");
      try (Program.Running running = heldAfterCreatingB(island, site)) {
        island.cutOff();
        awaitNoLease(site);
        site.applied();
        String world = Harmony.world(site.world());
        String state = site.place().snapshot().entries().toString();
        Files.delete(held);
        Program.Result end = running.end();
        assertEquals(1, end.code(), end.output());
        assertTrue(end.output().contains("error[state."), end.output());
        island.connect();
        assertEquals(state, site.place().snapshot().entries().toString(), "it has written");
        Harmony.check(site, world);
      }
    }
  }

  private static void awaitNoLease(Site site) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    try (var store = site.place().open()) {
      while (!store.leases().isEmpty()) {
        assertTrue(System.nanoTime() - end < 0, "the lease does not end");
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
