package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that apply the same platform at the same time, with both backends: what is disjoint
 * overlaps in time, which a barrier shows, and what is not comes one after the other.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentAppliesTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final int MANY = 10;

  @TempDir Path folder = Path.of("");
  private @Nullable EtcdCluster cluster;

  @AfterEach
  void stopEtcd() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** A platform with this backend. */
  private Path platform(String backend, String resources) throws Exception {
    String state = "{ backend: local }";
    if (backend.equals("etcd")) {
      EtcdCluster started = EtcdCluster.start();
      cluster = started;
      state = "{ backend: etcd, endpoints: [\"" + started.endpoints().get(0) + "\"] }";
    }
    Path checkout = Files.createDirectories(folder.resolve("platform"));
    Files.writeString(
        checkout.resolve("platform.yaml"),
        "apiVersion: paas/v1\nname: shop\nstate: " + state + "\n" + resources);
    return checkout;
  }

  private static Command.Running apply(Path checkout, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Installation.launcher(Installation.BUILT), "apply", "--auto-approve"));
    command.addAll(List.of(more));
    return new Command(checkout, command.toArray(new String[0]))
        .with("PAAS_STATE_KEY", KEY)
        .start();
  }

  private static Command.Result paas(Path checkout, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Installation.launcher(Installation.BUILT)));
    command.addAll(List.of(arguments));
    return new Command(checkout, command.toArray(new String[0])).with("PAAS_STATE_KEY", KEY).run();
  }

  /** Each tells that it has begun, and ends when all have. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "etcd"})
  void tenThatAreDisjointAreUnderWayAtOnce(String backend) throws Exception {
    String meet =
        "touch %s/$0; for i in $(seq 1200); do test $(ls %s | wc -l) -ge %d && exit 0; sleep 0.1; done; exit 1";
    Path barrier = Files.createDirectories(folder.resolve("barrier"));
    StringBuilder resources = new StringBuilder("resources:\n");
    for (int i = 0; i < MANY; i++) {
      resources
          .append("  r" + i + ": { type: command, create: [\"sh\", \"-c\", \"")
          .append(meet.formatted(barrier, barrier, MANY))
          .append("\", \"r" + i + "\"] }\n");
    }
    Path checkout = platform(backend, resources.toString());
    List<Command.Running> running = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      running.add(apply(checkout, "--target", "resources.r" + i));
    }
    for (Command.Running each : running) {
      Command.Result result = each.end();
      assertEquals(0, result.exitCode(), () -> result.out() + result.err());
    }
    assertEquals(MANY, paas(checkout, "state", "list").out().lines().count());
    Command.Result verified = paas(checkout, "state", "verify");
    assertEquals(0, verified.exitCode(), () -> verified.out() + verified.err());
    assertTrue(paas(checkout, "plan").out().startsWith("No changes."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "etcd"})
  void whatOverlapsWaitsOrIsToldWhoIsAtWork(String backend) throws Exception {
    Path go = folder.resolve("go");
    Path log = folder.resolve("log");
    String held =
        "echo begin >> %s; for i in $(seq 1200); do test -e %s && break; sleep 0.1; done; echo end >> %s"
            .formatted(log, go, log);
    Path checkout =
        platform(
            backend,
            "resources:\n  a: { type: command, create: [\"sh\", \"-c\", \"" + held + "\"] }\n");
    Command.Running first = apply(checkout);
    await(log);
    Command.Result refused = apply(checkout).end();
    assertEquals(1, refused.exitCode(), refused::out);
    assertTrue(
        refused.err().contains("error[state.locked]: resources.a is locked by "), refused::err);
    assertTrue(refused.err().contains(" since 20"), refused::err);
    String leases = paas(checkout, "state", "unlock").out();
    assertTrue(leases.contains("resources.a"), leases);
    Command.Running waiting = apply(checkout, "--lock-timeout", "2m");
    Files.createFile(go);
    Command.Result done = first.end();
    assertEquals(0, done.exitCode(), () -> done.out() + done.err());
    // It planned when nothing was there, or afterwards; it never does the same again.
    Command.Result second = waiting.end();
    assertTrue(
        second.exitCode() == 0 || second.err().contains("has changed since this plan was made"),
        () -> second.out() + second.err());
    assertEquals(List.of("begin", "end"), Files.readAllLines(log));
    assertTrue(paas(checkout, "plan").out().startsWith("No changes."));
  }

  private static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.exists(file)) {
      assertTrue(System.nanoTime() < end, "nothing has begun");
      Thread.sleep(20);
    }
  }
}
