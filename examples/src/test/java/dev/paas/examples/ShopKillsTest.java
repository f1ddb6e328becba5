package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code examples/shop} on a real Docker Engine: killed at any moment, an apply leaves no orphan
 * and no duplicate, and the next one finishes. How often, {@code -Dpaas.kills} says; the moments
 * follow from {@code -Dpaas.seed}.
 */
@ResourceLock("docker")
final class ShopKillsTest {
  private static final Set<String> OURS =
      Set.of(
          "container shop-api-1",
          "container shop-api-2",
          "container shop-store-1",
          "container shop-web-1",
          "network shop-back",
          "network shop-front",
          "volume shop-store-data");

  private final Shop shop;
  private final List<String> others;
  private final long seed = Long.getLong("paas.seed", System.nanoTime());

  ShopKillsTest(@TempDir Path folder) throws IOException, InterruptedException {
    this.shop = Shop.in(folder.resolve("shop"));
    this.others = shop.docker().everything();
  }

  @AfterEach
  void nothingIsLeft() throws IOException, InterruptedException {
    assertEquals(others, shop.docker().everything(), "left after destroy");
    assertEquals(Set.of(), shop.docker().all("shop"), "left after destroy");
  }

  /** What must be on the engine when the shop is as described. */
  private List<String> expected() {
    List<String> all = new ArrayList<>(others);
    all.addAll(OURS);
    all.sort(null);
    return all;
  }

  @Test
  void withTheStateOnDisk() throws Exception {
    kill("local", Integer.getInteger("paas.kills", 10), () -> {});
  }

  @Test
  void withTheStateInEtcd() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      shop.with("state: { backend: etcd, endpoints: [" + cluster.endpoints().get(0) + "] }");
      kill("etcd", Integer.getInteger("paas.kills", 3), () -> endLeases(cluster));
    }
  }

  /** As their time would, when that is over. */
  private static void endLeases(EtcdCluster cluster) throws IOException, InterruptedException {
    for (String lease : cluster.ctl("lease", "list").lines().skip(1).toList()) {
      cluster.ctl("lease", "revoke", lease.strip());
    }
  }

  private interface AfterDeath {
    void happens() throws IOException, InterruptedException;
  }

  private void kill(String backend, int kills, AfterDeath afterDeath) throws Exception {
    System.err.println(backend + ": killing " + kills + " applies with -Dpaas.seed=" + seed);
    Random random = new Random(seed);
    long begin = System.nanoTime();
    shop.run("apply", "--auto-approve").succeeded();
    long whole = System.nanoTime() - begin;
    int inTheMiddle = 0;
    for (int round = 1; round <= kills; round++) {
      boolean anew = random.nextBoolean();
      if (anew) {
        shop.run("destroy", "--auto-approve").succeeded();
      }
      String version = "apiVersion=" + (round + 1);
      String greeting = "greeting=Round " + round;
      Process apply = shop.start("apply", "--auto-approve", "--var", version, "--var", greeting);
      long moment = (long) (random.nextDouble() * whole * (anew ? 1 : 0.8));
      boolean ended = apply.waitFor(moment, TimeUnit.NANOSECONDS);
      apply.destroyForcibly().waitFor();
      afterDeath.happens();
      inTheMiddle += ended ? 0 : 1;
      String where =
          backend + ", seed " + seed + ", round " + round + (ended ? ", not killed" : "");
      assertNextFinishes(where, version, greeting);
      assertTrue(
          shop.visit().startsWith("200 Round " + round + "|API version " + (round + 1)), where);
    }
    System.err.println(backend + ": " + inTheMiddle + " of " + kills + " died in the middle");
    shop.run("destroy", "--auto-approve").succeeded();
  }

  private void assertNextFinishes(String where, String version, String greeting)
      throws IOException, InterruptedException {
    Paas.Result next = shop.run("apply", "--auto-approve", "--var", version, "--var", greeting);
    assertEquals(0, next.code(), where + "\n" + next.out() + next.err());
    Paas.Result plan = shop.run("plan", "--detailed-exitcode", "--var", version, "--var", greeting);
    assertEquals(0, plan.code(), where + "\n" + plan.out() + plan.err());
    assertEquals(expected(), shop.docker().everything(), where);
    assertEquals(
        Set.of("image shop/api", "image shop/base", "image shop/store", "image shop/web"),
        shop.docker()
            .names(
                "images",
                "--filter",
                "label=paas.platform=shop",
                "--format",
                "image {{.Repository}}"),
        where);
  }
}
