package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.state.etcd.testkit.EtcdCertificates;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that cannot be used as {@code state:} says: nothing is made, and it says why. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EtcdAccessTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String WRONG_PASSWORD = "hunter2hunter2";

  @TempDir Path folder = Path.of("");

  /** Applies what would make a file, with these settings of the state. */
  private Command.Result apply(String settings) throws Exception {
    return apply("shop", settings);
  }

  private Command.Result apply(String platform, String settings) throws Exception {
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: %s
        state:
          backend: etcd
          prefix: /test
          timeouts: { connect: 2s, request: 5s, outage: 5s }
          %s
        resources:
          made: { type: command, create: [touch, made] }
        """
            .formatted(platform, settings));
    return new Command(folder, Installation.launcher(Installation.BUILT), "apply", "--auto-approve")
        .with("PAAS_STATE_KEY", KEY)
        .with("ETCD_PASSWORD", WRONG_PASSWORD)
        .run();
  }

  private static String endpoint(String address) {
    return "endpoints: [\"" + address + "\"]";
  }

  private static String user(EtcdCluster cluster, String name, String password) {
    return "%s\n  username: %s\n  password: \"%s\""
        .formatted(endpoint(cluster.endpoints().get(0)), name, password);
  }

  private void assertRefused(Command.Result result, String problem, String... words) {
    assertEquals(1, result.exitCode(), result.out() + result.err());
    assertTrue(result.err().contains("error[" + problem + "]"), result.err());
    for (String word : words) {
      assertTrue(result.err().contains(word), () -> word + " is not in " + result.err());
    }
    assertFalse((result.out() + result.err()).contains(WRONG_PASSWORD), "a password is told");
    assertFalse(Files.exists(folder.resolve("made")), "something was done");
  }

  private void assertApplied(Command.Result result) throws IOException {
    assertEquals(0, result.exitCode(), result.out() + result.err());
    Files.delete(folder.resolve("made"));
  }

  @Test
  void nobodyAnswers() throws Exception {
    EtcdCluster.assumeInstalled();
    String address;
    try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "http://127.0.0.1:" + none.getLocalPort();
    }
    assertRefused(apply(endpoint(address)), "state.unavailable", address, "platform.yaml:4:3");
    assertRefused(apply(endpoint("127.0.0.1:2379")), "schema.wrong-value", "scheme", "^^^");
  }

  @Test
  void usersNeedTheirPasswordAndTheRight() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      cluster.askForUsers("/test");
      assertRefused(
          apply(user(cluster, "ann", "${env.ETCD_PASSWORD}")), "state.unavailable", "password");
      assertRefused(apply(endpoint(cluster.endpoints().get(0))), "state.unavailable", "user");
      assertRefused(apply(user(cluster, "eve", "secret")), "state.read-only", "grant-permission");
      assertRefused(apply(user(cluster, "bob", "secret")), "state.read-only", "grant-permission");
      assertApplied(apply(user(cluster, "ann", "secret")));
    }
  }

  @Test
  void certificatesAreChecked() throws Exception {
    EtcdCertificates certificates = EtcdCertificates.in(folder);
    try (EtcdCluster cluster = EtcdCluster.start(certificates.serverOptions())) {
      String at = endpoint(cluster.endpoints().get(0)) + "\n  tls: ";
      assertRefused(
          apply(at + "{ ca: other-ca.pem, cert: client.pem, key: client.key }"),
          "state.unavailable",
          "certificate");
      assertRefused(
          apply(at + "{ ca: missing.pem, cert: client.pem, key: client.key }"),
          "state.settings",
          "missing.pem");
      assertApplied(apply(at + "{ ca: ca.pem, cert: client.pem, key: client.key }"));
    }
  }

  /** Whoever copied another platform's keys, or put a prefix into another. */
  @Test
  void thePlaceOfAnotherPlatformIsLeftAlone() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      String at = endpoint(cluster.endpoints().get(0));
      assertApplied(apply("market", at));
      String head = cluster.ctl("get", "--print-value-only", "/test/market/default/head");
      cluster.ctlWith(head.substring(0, head.length() - 1), "put", "/test/shop/default/head");
      assertRefused(apply(at), "state.settings", "market");
    }
  }
}
