package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.bytes;
import static dev.paas.state.etcd.Calls.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How much is asked of etcd for many resources, as etcd itself counts it: requests, and keys that
 * are written. How many commits share a transaction hangs on how fast etcd answers, so these are
 * bounds, with the same factor for each size.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GrowthTest {
  private static final List<Integer> SIZES = List.of(250, 500, 1000);

  /** What does not depend on the number of resources, renewals of leases among it. */
  private static final long FIXED = 30;

  private static @Nullable EtcdCluster cluster;

  @BeforeAll
  static void startEtcd() throws Exception {
    cluster = EtcdCluster.start();
  }

  @AfterAll
  static void stopEtcd() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static EtcdCluster etcd() {
    if (cluster == null) {
      throw new IllegalStateException("etcd has not been started");
    }
    return cluster;
  }

  /**
   * What was asked.
   *
   * @param requests calls of any kind
   * @param puts keys that were written
   */
  private record Asked(long requests, long puts) {
    static Asked soFar() throws IOException, InterruptedException {
      URI metrics = URI.create(etcd().endpoints().get(0) + "/metrics");
      String text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return new Asked(
          sum(text, "grpc_server_handled_total{grpc_code=\"OK\""),
          sum(text, "etcd_mvcc_put_total"));
    }

    private static long sum(String metrics, String beginning) {
      return metrics
          .lines()
          .filter(line -> line.startsWith(beginning))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }

    Asked since(Asked before) {
      return new Asked(requests - before.requests, puts - before.puts);
    }
  }

  private interface Part {
    void run() throws Exception;
  }

  private static Asked asked(Part part) throws Exception {
    Asked before = Asked.soFar();
    part.run();
    return Asked.soFar().since(before);
  }

  private static SortedSet<String> names(int size) {
    SortedSet<String> names = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      names.add("resources.r" + i);
    }
    return names;
  }

  private static void commitEach(StateStore store, StateLease lease, int size) throws Exception {
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (String name : names(size)) {
      commits.add(
          store.commit(
              StateCommit.builder().under(lease).put("records/" + name, bytes("made")).build()));
    }
    for (CompletableFuture<Long> commit : commits) {
      done(commit);
    }
  }

  @Test
  void whatIsAskedOfEtcdGrowsWithTheResources() throws Exception {
    for (int size : SIZES) {
      EtcdPlace place = new EtcdPlace(etcd());
      try (StateStore store = place.open()) {
        LeaseRequest wanted = new LeaseRequest(names(size), "ann@laptop", Duration.ZERO);
        List<StateLease> leases = new ArrayList<>();
        Asked locking = asked(() -> leases.add(store.acquire(wanted)));
        StateLease lease = leases.get(0);
        Asked writing = asked(() -> commitEach(store, lease, size));
        Asked reading = asked(() -> assertEquals(size, store.read("records/").entries().size()));
        Asked ending = asked(lease::close);
        String all = size + ": " + List.of(locking, writing, reading, ending);
        assertTrue(locking.puts() >= size && writing.puts() >= size, () -> "it counts: " + all);
        assertTrue(locking.requests() <= size / 50 + FIXED, all);
        assertTrue(locking.puts() <= size + FIXED, all);
        assertTrue(writing.requests() <= size + FIXED, all);
        assertTrue(writing.puts() <= 3L * size + FIXED, all);
        assertTrue(reading.requests() <= size / 50 + FIXED, all);
        assertEquals(0, reading.puts(), all);
        assertTrue(ending.requests() <= FIXED, all);
      }
    }
  }
}
