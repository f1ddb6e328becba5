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

  /** Whoever applies, the other's plan is empty then; without anything being fetched or copied. */
  @Test
  void whatOneAppliesTheOtherHasAtOnce() throws Exception {
    String resources = "resources: { one: { type: data, input: { n: 0 } } }\n";
    Path laptop = checkout("laptop", resources);
    Path ci = checkout("ci", resources);
    for (int n = 1; n <= 3; n++) {
      Path here = n % 2 == 0 ? ci : laptop;
      Path there = n % 2 == 0 ? laptop : ci;
      for (Path each : List.of(here, there)) {
        Path file = each.resolve("platform.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("n: [0-9]", "n: " + n));
      }
      assertDone(paas(here, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
      Command.Result plan = paas(there, "plan").with("PAAS_STATE_KEY", KEY).run();
      assertDone(plan);
      assertTrue(plan.out().startsWith("No changes."), plan.out());
    }
  }

  /** Revisions are keys: etcd's own old revisions may go. */
  @Test
  void theHistoryOutlivesACompaction() throws Exception {
    Path laptop = checkout("laptop", "resources: { one: { type: data, input: { n: 1 } } }\n");
    Path file = laptop.resolve("platform.yaml");
    assertDone(paas(laptop, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    Files.writeString(file, Files.readString(file).replace("n: 1", "n: 2"));
    assertDone(paas(laptop, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    cluster.compact();
    Command.Result diff = paas(laptop, "diff", "r1", "r2").with("PAAS_STATE_KEY", KEY).run();
    assertDone(diff);
    assertTrue(diff.out().contains("-   n: 1\n    +   n: 2\n"), diff.out());
    assertDone(paas(laptop, "rollback", "r1", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    Command.Result history = paas(laptop, "history", "--json").with("PAAS_STATE_KEY", KEY).run();
    assertDone(history);
    assertTrue(history.out().contains("\"revision\":3,\"command\":\"rollback\",\"rollbackTo\":1"));
    Command.Result plan = paas(laptop, "plan").with("PAAS_STATE_KEY", KEY).run();
    assertTrue(plan.out().contains("~ resources.one"), plan.out());
  }

  /** Below one prefix, environments and platforms have nothing to do with one another. */
  @Test
  void environmentsAndPlatformsDoNotMeet() throws Exception {
    String resources = "resources: { one: { type: data, input: { n: 1 } } }\n";
    Path shop = checkout("shop", resources);
    Files.writeString(shop.resolve("platform.prod.yaml"), "resources: { two: { type: data } }\n");
    Path market = checkout("market", resources);
    Path file = market.resolve("platform.yaml");
    Files.writeString(file, Files.readString(file).replace("name: shop", "name: market"));
    assertDone(paas(shop, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    assertDone(
        paas(shop, "apply", "--auto-approve", "--env", "prod").with("PAAS_STATE_KEY", KEY).run());
    assertEquals("", list(market));
    assertDone(paas(market, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    assertDone(paas(market, "destroy", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    assertEquals("resources.one", list(shop));
    assertEquals("resources.one\nresources.two", list(shop, "--env", "prod"));
  }

  private static String list(Path checkout, String... more) throws Exception {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "state";
    arguments[1] = "list";
    System.arraycopy(more, 0, arguments, 2, more.length);
    Command.Result result = paas(checkout, arguments).with("PAAS_STATE_KEY", KEY).run();
    assertDone(result);
    return result.out().strip();
  }

  /** What was made with a key of this machine alone gets the one that is shared. */
  @Test
  void aLocalStateMovesToEtcdAndBack() throws Exception {
    String resources =
        """
        secrets: { password: { generate: { length: 20 } } }
        resources: { one: { type: data, input: { n: 1 } } }
        outputs: { secret: { value: "${secrets.password.value}", sensitive: true } }
        """;
    Path laptop = checkout("laptop", resources);
    Path file = laptop.resolve("platform.yaml");
    String shared = Files.readString(file);
    String local = shared.replaceAll("(?m)^state:.*\\n", "");
    Files.writeString(file, local);
    assertDone(paas(laptop, "apply", "--auto-approve").run());
    String secret = paas(laptop, "output", "secret").run().out();

    Files.writeString(file, shared);
    Command.Result early =
        paas(laptop, "apply", "--auto-approve").with("PAAS_STATE_KEY", KEY).run();
    assertEquals(1, early.exitCode());
    assertTrue(early.err().contains("error[state.left-behind]"), early::err);
    assertDone(
        paas(laptop, "state", "migrate", "--auto-approve").with("PAAS_STATE_KEY", KEY).run());
    assertEquals(secret, paas(laptop, "output", "secret").with("PAAS_STATE_KEY", KEY).run().out());
    assertDone(paas(laptop, "state", "verify").with("PAAS_STATE_KEY", KEY).run());
    Files.writeString(laptop.resolve("old.yaml"), local);
    Command.Result old = paas(laptop, "plan", "-f", "old.yaml").run();
    assertTrue(old.err().contains("error[state.moved]: the state was moved to "), old::err);

    Path back = Files.writeString(laptop.resolve("former.yaml"), shared);
    Files.writeString(file, local);
    assertDone(
        paas(laptop, "state", "migrate", "--auto-approve", "--from-file", back.toString())
            .with("PAAS_STATE_KEY", KEY)
            .run());
    assertEquals(secret, paas(laptop, "output", "secret").with("PAAS_STATE_KEY", KEY).run().out());
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
