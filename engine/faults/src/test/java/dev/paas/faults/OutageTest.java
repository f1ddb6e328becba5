package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.faults.mortal.Life;
import dev.paas.spi.value.MapValue;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Something happens to etcd in the middle of an apply: it finishes, or stops with a clear error;
 * then the next one finishes.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutageTest {
  /** Two instants in the middle of the change. */
  private static final int MIDDLE = 60;

  private static final int LATER = 100;

  private final Path folder;

  OutageTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  /** Something that happens to an etcd. */
  interface Event {
    void happen() throws IOException, InterruptedException;

    default Runnable unchecked() {
      return () -> {
        try {
          happen();
        } catch (IOException | InterruptedException broken) {
          throw new IllegalStateException(broken);
        }
      };
    }
  }

  private Site site(EtcdPlace place) throws Exception {
    Site site = new Site(folder.resolve("site"), place).file(Change.BEFORE);
    site.applied();
    return site.file(Change.AFTER);
  }

  private static MapValue patient() {
    return MapValue.builder()
        .put("leaseTtl", "60s")
        .put("timeouts", MapValue.builder().put("request", "3s").put("outage", "2m").build())
        .build();
  }

  private static void assertDone(ApplyResult result) {
    assertTrue(result.isComplete(), () -> result.errors().toString());
  }

  private static void assertInHarmony(Site site) throws Exception {
    Harmony.check(site, Harmony.world(site.world()));
  }

  @Test
  void membersThatFailStopNoApply() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start(3, List.of());
        Life life = Life.immortal()) {
      Site site = site(new EtcdPlace(cluster, patient()));
      int[] leader = {-1};
      Event leaderFails =
          () -> {
            leader[0] = cluster.leader();
            cluster.kill(leader[0]);
          };
      Event allStartAgain =
          () -> {
            for (int member = 0; member < 3; member++) {
              cluster.kill(member);
            }
            for (int member = 0; member < 3; member++) {
              cluster.restart(member);
            }
          };
      life.at(MIDDLE, leaderFails.unchecked()).at(LATER, allStartAgain.unchecked());
      assertDone(site.apply(life));
      assertTrue(life.instants() > LATER, "it was over before");
      assertInHarmony(site);
    }
  }

  @Test
  void withoutAMajorityItStopsAndGoesOnLater() throws Exception {
    MapValue hasty =
        MapValue.builder()
            .put("timeouts", MapValue.builder().put("request", "1s").put("outage", "2s").build())
            .build();
    try (EtcdCluster cluster = EtcdCluster.start(3, List.of());
        Life life = Life.immortal()) {
      EtcdPlace place = new EtcdPlace(cluster, patient());
      Site site = site(place).at(place.with(hasty));
      Event majorityFails =
          () -> {
            cluster.kill(0);
            cluster.kill(1);
          };
      life.at(MIDDLE, majorityFails.unchecked());
      assertStopped(Problem.STATE_UNAVAILABLE, site.apply(life));
      cluster.restart(0);
      cluster.restart(1);
      cluster.awaitReady();
      site.at(place).place().afterDeath();
      site.applied();
      assertInHarmony(site);
    }
  }

  private static void assertStopped(Problem why, ApplyResult result) {
    assertFalse(result.isComplete());
    assertFalse(result.notBegun().isEmpty(), "nothing was left to be done");
    List<Problem> problems = result.errors().stream().map(Diagnostic::problem).distinct().toList();
    assertEquals(List.of(why), problems, () -> result.errors().toString());
  }

  @Test
  void aFullDatabaseStopsItUntilThereIsSpace() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start("--quota-backend-bytes", "4000000");
        Life life = Life.immortal()) {
      Site site = site(new EtcdPlace(cluster, patient()));
      life.at(MIDDLE, ((Event) () -> fill(cluster)).unchecked());
      assertStopped(Problem.STATE_FULL, site.apply(life));
      cluster.ctl("del", "--prefix", "/filler");
      cluster.compact();
      cluster.ctl("defrag");
      cluster.ctl("alarm", "disarm");
      site.applied();
      assertInHarmony(site);
    }
  }

  private static void fill(EtcdCluster cluster) throws IOException, InterruptedException {
    String much = "x".repeat(100_000);
    try {
      for (int i = 0; i < 1000; i++) {
        cluster.ctl("put", "/filler/" + i, much);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("space exceeded"), full.getMessage());
      return;
    }
    throw new AssertionError("it does not get full");
  }

  @Test
  void whatIsForgottenMeanwhileIsNotMissed() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start();
        Life life = Life.immortal()) {
      Site site = site(new EtcdPlace(cluster, patient()));
      for (int instant = 1; instant < LATER; instant += 8) {
        life.at(instant, ((Event) cluster::compact).unchecked());
      }
      assertDone(site.apply(life));
      assertInHarmony(site);
    }
  }
}
