package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.value.MapValue;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two machines whose clocks are a day apart: who holds a lease is etcd's to say. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClockSkewTest {
  private static final Path FAKETIME = Path.of("/usr/bin/faketime");
  private static final String PLATFORM =
      """
      resources:
        a: { type: mortal.thing, value: "1" }
        b: { type: mortal.thing, value: "${resources.a.id}" }
        c: { type: mortal.thing, value: "${resources.b.id}" }
      """;

  private static final int AFTER_CREATING_B = 14;
  private static final int TTL_SECONDS = 5;

  private final Path folder;

  ClockSkewTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  /** A program whose clock is a day ahead, or right. */
  private static Program program(Site site, boolean ahead) throws Exception {
    Program program = new Program(site);
    return ahead
        ? program
            .by(FAKETIME.toString(), "-m", "-f", "+1d")
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .with("DONT_FAKE_MONOTONIC", "1")
        : program;
  }

  @ParameterizedTest(name = "whose clock is ahead: {0}")
  @ValueSource(booleans = {true, false})
  void aLeaseLastsAsLongAsItsHolderLives(boolean ahead) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(FAKETIME), "there is no " + FAKETIME);
    try (EtcdCluster cluster = EtcdCluster.start()) {
      MapValue shortly = MapValue.builder().put("leaseTtl", TTL_SECONDS + "s").build();
      Site site = new Site(folder, new EtcdPlace(cluster, shortly)).file(PLATFORM);
      Path held = folder.resolve("held");
      Program holder =
          program(site, ahead)
              .with("MORTAL_HOLD", "" + AFTER_CREATING_B)
              .with("MORTAL_HOLD_FILE", held.toString());
      try (Program.Running first = holder.apply()) {
        first.await("b is made", () -> Files.exists(held));
        TimeUnit.SECONDS.sleep(2 * TTL_SECONDS);
        Program.Result refused = program(site, !ahead).apply().end();
        assertEquals(1, refused.code(), refused.output());
        assertTrue(refused.output().contains("error[state.locked]"), refused.output());
        Files.delete(held);
        first.end().succeeded();
      }
      String world = Harmony.world(site.world());
      Harmony.check(site, world);
      program(site, !ahead).apply().end().succeeded();
      Harmony.check(site, world);
    }
  }
}
