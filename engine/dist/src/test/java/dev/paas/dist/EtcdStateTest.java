package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.state.etcd.testkit.EtcdCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two places, a laptop and a CI, with one etcd and one key. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EtcdStateTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir Path folder = Path.of("");
  private EtcdCluster cluster;

  @BeforeEach
  void startEtcd() throws Exception {
    cluster = EtcdCluster.start();
  }

  @AfterEach
  void stopEtcd() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Path checkout(String name, String resources) throws IOException {
    return checkout(name, resources, "");
  }

  private Path checkout(String name, String resources, String encryption) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        checkout.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: shop
        state: { backend: etcd, endpoints: ["%s"], prefix: /test, encryption: { %s } }
        """
                .formatted(cluster.endpoints().get(0), encryption)
            + resources);
    return checkout;
  }

  private static Command paas(Path checkout, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = Installation.launcher(Installation.BUILT);
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new Command(checkout, command);
  }

  private static void assertDone(Command.Result result) {
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
    assertEquals("", result.err(), "no library may write there");
  }

  @Test
  void oneSeesWhatTheOtherHasDone() throws Exception {
    String first =
        """
        secrets: { password: { generate: { length: 20 } } }
        resources: { one: { type: data, input: { n: 1 } } }
        outputs:
          n: { value: "${resources.one.output.n}" }
        """;
    Path laptop = checkout("laptop", first);
    Path ci = checkout("ci", first.replace("n: 1", "n: 2"));
    Path keyFile = Files.writeString(folder.resolve("shared.key"), KEY + "\n");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));

    assertDone(
        paas(laptop, "apply", "--auto-approve")
            .with("PAAS_STATE_KEY_FILE", keyFile.toString())
            .run());
    Command.Result output = paas(ci, "output", "n").with("PAAS_STATE_KEY", KEY).run();
    assertDone(output);
    assertEquals("1", output.out().strip());
    assertDone(paas(ci, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    Command.Result drifted =
        paas(laptop, "plan", "--detailed-exitcode").with("PAAS_STATE_KEY", KEY).run();
    assertEquals(2, drifted.exitCode(), drifted.out());
    assertTrue(drifted.out().contains("resources.one"), drifted.out());

    assertNothingSensitiveIsInEtcd(ci);
    Command.Result wrong =
        paas(laptop, "apply", "--auto-approve")
            .with("PAAS_STATE_KEY", KEY.replace("MDEy", "MDEz"))
            .run();
    assertEquals(1, wrong.exitCode());
    assertTrue(wrong.err().contains("key"), wrong.err());
    assertEquals("2", paas(ci, "output", "n").with("PAAS_STATE_KEY", KEY).run().out().strip());
  }

  private void assertNothingSensitiveIsInEtcd(Path ci) throws Exception {
    Files.writeString(
        ci.resolve("platform.yaml"),
        Files.readString(ci.resolve("platform.yaml"))
            + "  secret: { value: \"${secrets.password.value}\", sensitive: true }\n");
    assertDone(paas(ci, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    Command.Result secret = paas(ci, "output", "secret").with("PAAS_STATE_KEY", KEY).run();
    assertDone(secret);
    String password = secret.out().strip();
    assertEquals(20, password.length(), password);
    String everything = cluster.ctl("get", "--prefix", "/test");
    assertTrue(everything.contains("/test/shop/default/data/record/secrets.password"), everything);
    assertTrue(!everything.contains(password), "a password is in etcd as it is");
  }

  /** Each would make a key of its own, which the other does not have. */
  @Test
  void withoutAKeyNothingIsApplied() throws Exception {
    Path laptop = checkout("laptop", "resources: { one: { type: data, input: { n: 1 } } }\n");
    Command.Result refused = paas(laptop, "apply", "--auto-approve").run();
    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().contains("error[state.key]"), refused.err());
    assertEquals("", cluster.ctl("get", "--prefix", "/test", "--keys-only").strip());
  }

  private static final String SECRETS =
      """
      secrets:
        one: { generate: { length: 20 } }
        two: { generate: { length: 20 } }
      outputs:
        one: { value: "${secrets.one.value}", sensitive: true }
      """;

  /** One gives the state another key; the other has both, and goes on. */
  @Test
  void aNewKeyForAll() throws Exception {
    String other = KEY.replace("MDEy", "MDEz");
    Path laptop = checkout("laptop", SECRETS, "key: { command: [sh, -c, \"echo $MY_KEY\"] }");
    assertDone(paas(laptop, "apply", "--auto-approve").with("MY_KEY", KEY).run());
    String password = paas(laptop, "output", "one").with("MY_KEY", KEY).run().out();

    String both = "key: { env: NEW }, oldKeys: [{ env: OLD }]";
    Path ci = checkout("ci", SECRETS, both);
    Command.Result rekey = paas(ci, "state", "rekey").with("NEW", other).with("OLD", KEY).run();
    assertDone(rekey);
    assertTrue(rekey.out().contains("Stored again: "), rekey.out());
    Command.Result early = paas(laptop, "output", "one").with("MY_KEY", KEY).run();
    assertTrue(early.err().contains("error[state.key]"), early.err());
    checkout("laptop", SECRETS, both);
    assertEquals(
        password, paas(laptop, "output", "one").with("NEW", other).with("OLD", KEY).run().out());
    Path later = checkout("laptop", SECRETS, "key: { env: NEW }");
    assertDone(paas(later, "apply", "--auto-approve").with("NEW", other).run());
    assertEquals(password, paas(later, "output", "one").with("NEW", other).run().out());
  }

  /** In clear only where that is said; and never where it is not. */
  @Test
  void whatIsInClearHasToBeAllowed() throws Exception {
    Path laptop = checkout("laptop", SECRETS, "key: none");
    Command.Result applied = paas(laptop, "apply", "--auto-approve").run();
    assertEquals(0, applied.exitCode(), applied.err());
    assertTrue(applied.err().contains("warning[state.in-clear]"), applied.err());
    String password = paas(laptop, "output", "one").run().out().strip();
    assertTrue(cluster.ctl("get", "--prefix", "/test").contains(password));

    checkout("laptop", SECRETS, "key: { env: KEY }");
    Command.Result refused = paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run();
    assertTrue(refused.err().contains("error[state.key]"), refused.err());
    checkout("laptop", SECRETS, "key: { env: KEY }, oldKeys: [none]");
    assertDone(paas(laptop, "state", "rekey").with("KEY", KEY).run());
    assertTrue(!cluster.ctl("get", "--prefix", "/test").contains(password));
  }

  @Test
  void entriesCannotBeSwapped() throws Exception {
    Path laptop = checkout("laptop", SECRETS, "key: { env: KEY }");
    assertDone(paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run());
    String one = "/test/shop/default/data/record/secrets.one";
    String text = cluster.ctl("get", "--print-value-only", one);
    cluster.ctlWith(
        text.substring(0, text.length() - 1), "put", one.replace("secrets.one", "secrets.two"));
    Command.Result swapped = paas(laptop, "plan").with("KEY", KEY).run();
    assertEquals(1, swapped.exitCode());
    assertTrue(swapped.err().contains("error[state.corrupt]"), swapped.err());
    assertTrue(swapped.err().contains("record/secrets.two"), swapped.err());
    assertTrue(swapped.err().contains("belongs to another place"), swapped.err());
  }

  /** What a newer version has written, and what nobody has. */
  @Test
  void entriesThatCannotBeReadAreNamed() throws Exception {
    Path laptop =
        checkout(
            "laptop", "resources: { one: { type: data, input: { n: 1 } } }\n", "key: { env: KEY }");
    assertDone(paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run());
    String one = "/test/shop/default/data/record/resources.one";
    String text = cluster.ctl("get", "--print-value-only", one);
    String value = text.substring(0, text.length() - 1);
    cluster.ctlWith(value.replace("{\"type\"", "{\"format\":9,\"type\""), "put", one);
    Command.Result newer = paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run();
    assertTrue(
        newer.err().contains("error[state.newer-version]: record/resources.one"), newer.err());
    cluster.ctlWith(value.substring(0, value.length() / 2), "put", one);
    Command.Result cut = paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run();
    assertTrue(
        cut.err().contains("error[state.corrupt]: cannot read record/resources.one"), cut.err());
    cluster.ctlWith(value, "put", one);
    assertDone(paas(laptop, "apply", "--auto-approve").with("KEY", KEY).run());
  }

  /** Each waits until the other has begun. */
  @Test
  void appliesOfDifferentThingsOverlap() throws Exception {
    String commands =
        """
        resources:
          a: { type: command, create: ["sh", "-c", "%s"] }
          b: { type: command, create: ["sh", "-c", "%s"] }
        """
            .formatted(meeting("a", "b"), meeting("b", "a"));
    Path laptop = checkout("laptop", commands);
    Path ci = checkout("ci", commands);
    Command.Running a =
        paas(laptop, "apply", "--auto-approve", "--target", "resources.a")
            .with("PAAS_STATE_KEY", KEY)
            .start();
    Command.Running b =
        paas(ci, "apply", "--auto-approve", "--target", "resources.b")
            .with("PAAS_STATE_KEY", KEY)
            .start();
    assertDone(a.end());
    assertDone(b.end());
    Command.Result list = paas(ci, "state", "list").with("PAAS_STATE_KEY", KEY).run();
    assertTrue(
        list.out().contains("resources.a") && list.out().contains("resources.b"), list.out());
  }

  private String meeting(String own, String other) {
    return ("touch " + folder.resolve(own))
        + ("; for i in $(seq 600); do test -e " + folder.resolve(other) + " && exit 0; ")
        + "sleep 0.1; done; exit 1";
  }

  /** What one does to a thing ends before the other begins, which then finds that it is done. */
  @Test
  void appliesOfOneThingComeOneAfterTheOther() throws Exception {
    Path log = folder.resolve("log");
    String command =
        """
        resources:
          a: { type: command, create: ["sh", "-c", "echo begin >> %s; sleep 1; echo end >> %s"] }
        """
            .formatted(log, log);
    Path laptop = checkout("laptop", command);
    Path ci = checkout("ci", command);
    Command.Running one =
        paas(laptop, "apply", "--auto-approve", "--lock-timeout", "2m")
            .with("PAAS_STATE_KEY", KEY)
            .start();
    Command.Running other =
        paas(ci, "apply", "--auto-approve", "--lock-timeout", "2m")
            .with("PAAS_STATE_KEY", KEY)
            .start();
    Command.Result first = one.end();
    Command.Result second = other.end();
    assertTrue(first.exitCode() == 0 || second.exitCode() == 0, first.err() + second.err());
    assertEquals(List.of("begin", "end"), Files.readAllLines(log));
    assertDone(paas(ci, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    assertEquals(List.of("begin", "end"), Files.readAllLines(log));
  }
}
