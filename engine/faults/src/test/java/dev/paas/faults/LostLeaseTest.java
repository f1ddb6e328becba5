package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.value.MapValue;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An apply that is stopped in the middle for longer than its lease lasts, and goes on then. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LostLeaseTest {
  private static final String PLATFORM =
      """
      resources:
        a: { type: mortal.thing, value: "1" }
        b: { type: mortal.thing, value: "${resources.a.id}" }
        c: { type: mortal.thing, value: "${resources.b.id}" }
      """;

  /** Where the first apply is held: {@code b} is made, and nobody was told. */
  private static final int AFTER_CREATING_B = 16;

  private final Path folder;

  LostLeaseTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  @Test
  void whoHasLostHisLeaseNeverWrites() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      MapValue shortly = MapValue.builder().put("leaseTtl", "5s").build();
      Site site = new Site(folder, new EtcdPlace(cluster, shortly)).file(PLATFORM);
      Path held = folder.resolve("held");
      Path log = folder.resolve("log");
      Program first =
          new Program(site)
              .with("MORTAL_HOLD", "" + AFTER_CREATING_B)
              .with("MORTAL_HOLD_FILE", held.toString())
              .with("MORTAL_LOG", log.toString());
      try (Program.Running stopped = first.apply()) {
        stopped.await("b is made", () -> Files.exists(held));
        assertTrue(Files.readString(log).endsWith(" after creating resources.b\n"));
        Program.Result refused = new Program(site).apply().end();
        assertEquals(1, refused.code(), refused.output());
        assertTrue(refused.output().contains("error[state.locked]"), refused.output());
        assertWhoeverWaitedPlansAgain(site, stopped);
        new Program(site).apply().end().succeeded();
        String world = Harmony.world(site.world());
        Harmony.check(site, world);
        String state = site.place().snapshot().entries().toString();

        stopped.signal("CONT");
        Files.delete(held);
        Program.Result end = stopped.end();
        assertEquals(1, end.code(), end.output());
        assertTrue(end.output().contains("error[state.lease-lost]"), end.output());
        assertEquals(state, site.place().snapshot().entries().toString(), "it has written");
        Harmony.check(site, world);
      }
    }
  }

  /** What it planned knows nothing of what the first had begun: it must not do that again. */
  private void assertWhoeverWaitedPlansAgain(Site site, Program.Running first) throws Exception {
    Path log = folder.resolve("log-of-second");
    Program program = new Program(site).with("MORTAL_LOG", log.toString());
    try (Program.Running second = program.apply("--lock-timeout", "2m")) {
      second.await("it asks for its leases", () -> Files.exists(log));
      first.signal("STOP");
      Program.Result waited = second.end();
      assertEquals(1, waited.code(), waited.output());
      assertTrue(waited.output().contains("error[state.conflict]"), waited.output());
    }
  }
}
