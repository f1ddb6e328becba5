package dev.paas.state.local;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Measures the local store and prints what it found; how to run it stands in the README. */
final class LocalStoreBenchmark {
  private static final int ROUNDS = 7;
  private static final int COLD_ROUNDS = 15;
  private static final int VALUE_BYTES = 400;

  private final Random random = new Random(1);

  private LocalStoreBenchmark() {}

  /** With an argument, a folder: opens and reads the store there, and prints how long it took. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      long start = System.nanoTime();
      int entries;
      try (StateStore store = new LocalPlace(Path.of(arguments[0])).open()) {
        entries = store.read("").entries().size();
        System.out.println((System.nanoTime() - start) / 1000 + " " + entries);
      }
      return;
    }
    LocalStoreBenchmark benchmark = new LocalStoreBenchmark();
    benchmark.commits();
    benchmark.reading();
    benchmark.compaction();
    benchmark.leases();
    benchmark.coldStart();
  }

  private interface Measured {
    void run() throws Exception;
  }

  /** The median of several runs, in milliseconds. */
  private static double median(int rounds, Measured measured) throws Exception {
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      measured.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[rounds / 2];
  }

  private static void print(String what, double value, String unit) {
    System.out.printf("%-62s %10.2f %s%n", what, value, unit);
  }

  private StateCommit putting(int number) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    return StateCommit.builder().put("record/services.web[" + number + "]", value).build();
  }

  private void commits() throws Exception {
    int count = 10_000;
    try (LocalPlace place = new LocalPlace();
        StateStore store = place.open()) {
      store.commit(putting(0)).join();
      int alone = count / 5;
      double one =
          median(
              3,
              () -> {
                for (int i = 0; i < alone; i++) {
                  store.commit(putting(i)).join();
                }
              });
      print("commits of 400 bytes, each waited for", alone / one * 1000, "per second");
      double pipelined = median(ROUNDS, () -> fill(store, count));
      print("the same, 10,000 pipelined", count / pipelined * 1000, "per second");
    }
  }

  private void fill(StateStore store, int count) {
    List<CompletableFuture<Long>> commits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      commits.add(store.commit(putting(i)));
    }
    commits.forEach(CompletableFuture::join);
  }

  private void reading() throws Exception {
    for (int count : new int[] {1_000, 10_000, 100_000}) {
      try (LocalPlace place = new LocalPlace()) {
        try (StateStore store = place.open()) {
          fill(store, count);
        }
        double open =
            median(
                ROUNDS,
                () -> {
                  try (StateStore store = place.open()) {
                    store.read("");
                  }
                });
        print("open and read " + count + " records, journal as written", open, "ms");
        try (StateStore store = place.open()) {
          print("read all of them again", median(ROUNDS, () -> store.read("")), "ms");
          double one = median(101, () -> store.read("record/services.web[77]"));
          print("read one of them", one * 1000, "microseconds");
        }
      }
    }
  }

  /** What all compactions cost together, by comparing with what was put in. */
  private void compaction() throws Exception {
    int keys = 2_000;
    int rounds = 50;
    try (LocalPlace place = new LocalPlace();
        StateStore store = place.open()) {
      long rewritten = 0;
      int compactions = 0;
      long last = 0;
      long start = System.nanoTime();
      for (int round = 0; round < rounds; round++) {
        fill(store, keys);
        long size = Files.size(place.journal());
        if (size < last) {
          compactions++;
          rewritten += (long) keys * VALUE_BYTES;
        }
        last = size;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double put = (double) keys * rounds * VALUE_BYTES;
      print(
          "100,000 writes of 2,000 keys, with compactions", keys * rounds / seconds, "per second");
      print("compactions meanwhile", compactions, "");
      print("bytes rewritten per byte put in", rewritten / put, "");
      print("journal's size at the end, per byte alive", last / ((double) keys * VALUE_BYTES), "");
    }
  }

  private void leases() throws Exception {
    for (int count : new int[] {1, 10_000, 100_000}) {
      TreeSet<String> names = new TreeSet<>();
      for (int i = 0; i < count; i++) {
        names.add("services.web[" + i + "]");
      }
      LeaseRequest request = new LeaseRequest(names, "ann@laptop", Duration.ZERO);
      try (LocalPlace place = new LocalPlace();
          StateStore store = place.open()) {
        double acquire = median(ROUNDS, () -> store.acquire(request).close());
        print("take and give up a lease on " + count + " names", acquire, "ms");
        try (StateLease lease = store.acquire(request)) {
          double list =
              median(
                  ROUNDS,
                  () -> {
                    try (StateStore fresh = place.open()) {
                      fresh.leases();
                    }
                  });
          print("open the store and list the lease " + lease.id(), list, "ms");
        }
      }
    }
  }

  private void coldStart() throws Exception {
    for (int count : new int[] {0, 20, 1_000}) {
      try (LocalPlace place = new LocalPlace()) {
        try (StateStore store = place.open()) {
          for (int i = 0; i < count; i++) {
            store.commit(putting(i)).join();
          }
        }
        double[] micros = new double[COLD_ROUNDS];
        for (int i = 0; i < COLD_ROUNDS; i++) {
          micros[i] = coldOpen(place.directory());
        }
        Arrays.sort(micros);
        print(
            "open and read " + count + " records in a fresh JVM",
            micros[COLD_ROUNDS / 2] / 1000,
            "ms");
      }
    }
  }

  private static double coldOpen(Path directory) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalStoreBenchmark.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Double.parseDouble(answer.substring(0, answer.indexOf(' ')));
  }
}
