package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.done;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Measures the store on an etcd of its own; how to run it stands in the README. */
final class EtcdStoreBenchmark {
  private static final int RECORDS = 10_000;
  private static final int ROUNDS = 5;

  private EtcdStoreBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        measure(new EtcdPlace(cluster));
      }
    }
  }

  private static void measure(EtcdPlace place) throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < RECORDS; i++) {
      names.add("resources.data[" + i + "]");
    }
    long start = System.nanoTime();
    try (StateStore store = place.open()) {
      print("open", start);
      start = System.nanoTime();
      StateLease lease = store.acquire(new LeaseRequest(names, "benchmark", Duration.ZERO));
      print("lease 10,000 names", start);
      start = System.nanoTime();
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      for (String name : names) {
        byte[] value = new byte[400];
        Arrays.fill(value, (byte) name.hashCode());
        commits.add(
            store.commit(StateCommit.builder().under(lease).put("record/" + name, value).build()));
      }
      for (CompletableFuture<Long> commit : commits) {
        done(commit);
      }
      print("commit 10,000 records", start);
      start = System.nanoTime();
      lease.close();
      print("give the lease up", start);
    }
    try (StateStore store = place.open()) {
      start = System.nanoTime();
      int entries = store.read("").entries().size();
      print("read " + entries + " records", start);
      start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        done(store.commit(Calls.putting("one", String.valueOf(i))));
      }
      print("commit 100 times, one after the other", start);
    }
  }

  private static void print(String what, long start) {
    System.out.printf("%-40s %8.1f ms%n", what, (System.nanoTime() - start) / 1e6);
  }
}
