package dev.paas.state.local;

import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.state.tck.StoreProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes that are killed and stopped at any moment. {@code -Dpaas.local.rounds=N} kills more of
 * them, {@code -Dpaas.local.seed=N} at other moments.
 */
@Timeout(600)
class LocalProcessTest {
  private static final int ROUNDS = Integer.getInteger("paas.local.rounds", 10);
  private static final long SEED = Long.getLong("paas.local.seed", 11);

  private final LocalPlace place;

  LocalProcessTest() throws IOException {
    place = new LocalPlace();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  /** Each stream is 0, 1, 2 and so on without a gap, at least as far as its process was told. */
  private static void assertStream(StateStore store, String prefix, int acknowledged)
      throws StateException {
    Set<String> found = new HashSet<>();
    for (StateEntry entry : store.read(prefix).entries()) {
      found.add(entry.key());
    }
    assertTrue(found.size() >= acknowledged, found.size() + " of " + acknowledged);
    for (int i = 0; i < found.size(); i++) {
      assertTrue(found.contains(prefix + i), prefix + i + " is missing of " + found.size());
    }
  }

  @Test
  void nothingThatWasAcknowledgedIsLostByKills() throws Exception {
    Random random = new Random(SEED);
    try (StateStore here = place.open()) {
      for (int round = 0; round < ROUNDS; round++) {
        String prefix = "round" + round + "/";
        try (StoreProcess one = place.startProcess();
            StoreProcess other = place.startProcess()) {
          one.startStream(prefix + "one/");
          other.startStream(prefix + "other/");
          one.awaitAcknowledged(1 + random.nextInt(100));
          one.kill();
          other.awaitAcknowledged(other.acknowledged() + 20);
          other.kill();
          assertStream(here, prefix + "one/", one.acknowledged());
          assertStream(here, prefix + "other/", other.acknowledged());
          put(here, "mine", prefix);
        }
      }
      try (StateStore fresh = place.open()) {
        assertEquals(JournalFile.describe(here.read("")), JournalFile.describe(fresh.read("")));
      }
    }
  }

  /** Large values, so that many are killed while they compact. */
  @Test
  void nothingIsLostByKillsDuringCompaction() throws Exception {
    Random random = new Random(SEED);
    try (StateStore here = place.open()) {
      put(here, "kept", "x".repeat(200_000));
      for (int round = 0; round < ROUNDS; round++) {
        try (StoreProcess process = place.startProcess()) {
          process.put("round", String.valueOf(round), false);
          CompletableFuture<Void> filling =
              CompletableFuture.runAsync(() -> fill(process, "x".repeat(60_000)));
          Thread.sleep(random.nextInt(60));
          process.kill();
          assertThrows(Exception.class, filling::join);
        }
        assertEquals("x".repeat(200_000), get(here, "kept"));
        assertEquals(String.valueOf(round), get(here, "round"));
        put(here, "mine", String.valueOf(round));
      }
    }
  }

  private static void fill(StoreProcess process, String value) {
    try {
      while (true) {
        process.put("filler", value, false);
      }
    } catch (StateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFullQueueDoesNotStarveOthers() throws Exception {
    try (StateStore here = place.open();
        StoreProcess other = place.startProcess()) {
      other.startStream("stream/");
      other.awaitAcknowledged(10);
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        put(here, "mine", String.valueOf(i));
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis < 20_000, "50 commits took " + millis + " ms");
    }
  }

  @Test
  void aProcessThatIsStoppedKeepsItsLease() throws Exception {
    assumeSignals();
    try (StateStore here = place.open();
        StoreProcess process = place.startProcess()) {
      String id = process.acquire(new TreeSet<>(List.of("services.web")), "bob@server");
      stop(process);
      StateException refusal =
          assertThrows(StateException.class, () -> lease(here, "services.web"));
      assertEquals(Kind.LOCKED, refusal.kind());
      assertEquals(id, here.leases().get(0).id());
      put(here, "a", "nobody waits for it");
      signal("CONT", process);
      process.put("b", "still under the lease", true);
      assertEquals("still under the lease", get(here, "b"));
    }
  }

  @Test
  void aStoppedProcessThatWasBrokenCannotWriteWhenItGoesOn() throws Exception {
    assumeSignals();
    try (StateStore here = place.open();
        StoreProcess process = place.startProcess()) {
      String id = process.acquire(new TreeSet<>(List.of("services.web")), "bob@server");
      stop(process);
      CompletableFuture<Throwable> late =
          CompletableFuture.supplyAsync(
              () -> assertThrows(StateException.class, () -> process.put("a", "late", true)));
      assertTrue(here.breakLease(id));
      try (StateLease lease = lease(here, "services.web")) {
        here.commit(
                StateCommit.builder()
                    .under(lease)
                    .put("a", "mine".getBytes(StandardCharsets.UTF_8))
                    .build())
            .join();
        signal("CONT", process);
        assertEquals(Kind.LEASE_LOST, ((StateException) late.join()).kind());
        assertEquals("mine", get(here, "a"));
      }
    }
  }

  @Test
  void whatADeadProcessLeftIsClearedAway() throws Exception {
    try (StateStore here = place.open();
        StoreProcess process = place.startProcess()) {
      process.acquire(new TreeSet<>(List.of("a")), "bob@server");
      process.kill();
      assertEquals(List.of(), here.leases());
      assertEquals(2, leaseFiles(), "looking writes nothing");
      lease(here, "b").close();
      assertEquals(0, leaseFiles());
    }
  }

  private long leaseFiles() throws IOException {
    try (var files = Files.list(place.folder().resolve("leases"))) {
      return files.count();
    }
  }

  /** Stops all threads of the process, and waits until none of them runs any more. */
  private static void stop(StoreProcess process) throws IOException, InterruptedException {
    signal("STOP", process);
    Path tasks = Path.of("/proc/" + process.pid() + "/task");
    assumeTrue(Files.isDirectory(tasks), "needs /proc, to know that a process is stopped");
    List<Path> threads;
    try (var list = Files.list(tasks)) {
      threads = list.toList();
    }
    for (Path thread : threads) {
      while (!Files.readString(thread.resolve("stat")).contains(") T ")) {
        Thread.sleep(1);
      }
    }
  }

  private static void assumeSignals() {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
  }

  private static void signal(String name, StoreProcess process)
      throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    assertEquals(0, new ProcessBuilder("/bin/kill", "-" + name, pid).start().waitFor());
  }
}
