package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installed program, which really halts ({@link Runtime#halt}) at some of the instants of an
 * apply. With {@code -Dpaas.fire=all} at every one.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HaltTest {
  private static final boolean ALL = "all".equals(System.getProperty("paas.fire"));
  private static final long SEED = Long.getLong("paas.seed", 20261126);
  private static final int HALTED = 137;

  private final Path folder;

  HaltTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  @Test
  void withTheStateOnDisk() throws Exception {
    int[] number = {0};
    halt("local", 4, () -> new LocalPlace(folder.resolve("state" + number[0]++)));
  }

  @Test
  void withTheStateInEtcd() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      halt("etcd", 3, () -> new EtcdPlace(cluster));
    }
  }

  private void halt(String backend, int sample, Supplier<Place> places) throws Exception {
    Site before = new Site(folder.resolve("before"), places.get()).file(Change.BEFORE);
    before.applied();
    Site undisturbed = site(before, "undisturbed", places);
    Path log = folder.resolve("instants");
    new Program(undisturbed).with("MORTAL_LOG", log.toString()).apply().end().succeeded();
    String wanted = Harmony.world(undisturbed.world());
    Harmony.check(undisturbed, wanted);
    List<String> instants = Files.readAllLines(log);
    assertTrue(instants.size() > 150, () -> "too few instants: " + instants);

    Random random = new Random(SEED);
    int step = ALL ? 1 : instants.size() / sample;
    int halts = 0;
    for (int at = ALL ? 1 : 1 + random.nextInt(step); at <= instants.size(); at += step) {
      Site site = site(before, "halt" + at, places);
      Program.Result halted = new Program(site).with("MORTAL_HALT", "" + at).apply().end();
      String where = "halted at " + instants.get(at - 1);
      assertEquals(HALTED, halted.code(), where + ": " + halted.output());
      if (backend.equals("etcd")) {
        site.place().afterDeath();
      }
      try {
        new Program(site).apply().end().succeeded();
        Harmony.check(site, wanted);
      } catch (AssertionError wrong) {
        throw new AssertionError(where + ", then: " + wrong, wrong);
      }
      halts++;
    }
    System.err.printf(
        "%s: seed %d, %d instants, halted at %d%n", backend, SEED, instants.size(), halts);
  }

  private Site site(Site before, String name, Supplier<Place> places) throws Exception {
    Site site = Site.like(before, folder.resolve(name), places.get()).file(Change.AFTER);
    site.place().fill(before.place().snapshot());
    return site;
  }
}
