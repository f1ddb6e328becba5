package dev.paas.faults;

import dev.paas.faults.mortal.Life;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An apply that dies at every instant: before and after each write of its state, and before and
 * after the effect of each call of the provider. With etcd ordinarily at some of them, which
 * another run can choose with {@code -Dpaas.seed}; with {@code -Dpaas.fire=all} at every one.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrashTest {
  private static final boolean ALL = "all".equals(System.getProperty("paas.fire"));
  private static final long SEED = Long.getLong("paas.seed", 20261126);

  private final Random random = new Random(SEED);
  private final Path folder;

  CrashTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  @Test
  void withTheStateOnDisk() throws Exception {
    run(
        "local",
        new Crashes(folder, name -> new LocalPlace(folder.resolve(name + "-state"))),
        200,
        10);
  }

  @Test
  void withTheStateInEtcd() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      run("etcd", new Crashes(folder, name -> new EtcdPlace(cluster)), 12, 3);
    }
  }

  private void run(String backend, Crashes crashes, int sample, int more) throws Exception {
    long begin = System.nanoTime();
    int instants = crashes.instants();
    int single = 0;
    int step = ALL ? 1 : Math.max(1, instants / sample);
    for (int at = ALL ? 1 : 1 + random.nextInt(step); at <= instants; at += step) {
      crashes.die("at" + at, 1, Life.until(at));
      single++;
    }
    int twice = ALL ? 200 : more;
    for (int i = 0; i < twice; i++) {
      int first = 1 + random.nextInt(instants);
      int second = 1 + random.nextInt(Math.max(1, instants - first / 2));
      crashes.die("twice" + i, 1, Life.until(first), Life.until(second));
    }
    int stirred = ALL ? 200 : more;
    for (int i = 0; i < stirred; i++) {
      crashes.die("stirred" + i, 4, Life.stirred(1 + random.nextInt(instants), random.nextLong()));
    }
    System.err.printf(
        "%s: seed %d, %d instants; died at %d of them, twice at %d pairs, %d times among four"
            + " threads, in %d s%n",
        backend,
        SEED,
        instants,
        single,
        twice,
        stirred,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }
}
