package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.cloud.ec2.FakeEc2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network, a machine and its public address on what speaks like EC2. */
@Timeout(900)
final class AmazonTest {
  private static final String HEAD =
      """
      apiVersion: paas/v1
      name: pier
      providers:
        amazon: { plugin: jclouds, api: aws-ec2, region: eu-test-1, pollInterval: 100ms }
      defaults: { provider: amazon }
      networks:
        private: { cidr: 10.94.0.0/24, dns: [9.9.9.9] }
      resources:
        doors:
          type: jclouds.securityGroup
          vpc: "${networks.private.id}"
          rules: [{ protocol: tcp, ports: 443, cidr: 0.0.0.0/0 }]
        kept: { type: jclouds.floatingIp }
      outputs:
        host: { value: "${vms.web.host}" }
        kept: { value: "${resources.kept.address}" }
      """;

  private final FakeEc2 cloud = FakeEc2.start();
  private final Map<String, String> before = cloud.things();
  private final Paas paas;

  AmazonTest(@TempDir Path folder) {
    paas =
        new Paas(
            folder,
            Map.of(
                "AWS_ENDPOINT_URL_EC2", cloud.endpoint(),
                "AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID,
                "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void write(String more) throws IOException {
    String machine =
        """
        vms:
          web:
            image: debian-12-*
            size: t3.nano
            networks: [private]
            securityGroups: ["${resources.doors.name}"]
            firewall: [22]
        """;
    Files.writeString(paas.folder().resolve("platform.yaml"), HEAD + machine + more);
  }

  private void apply() throws Exception {
    paas.run("apply", "--auto-approve").succeeded();
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  private List<String> ids(String prefix) {
    return cloud.things().keySet().stream()
        .filter(id -> id.startsWith(prefix) && !before.containsKey(id))
        .toList();
  }

  private String output(String name) throws Exception {
    return paas.run("output", name).succeeded().strip().replace("\"", "");
  }

  private void assertDestroyed() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(before, cloud.things(), "what is left");
  }

  @Test
  void aMachineInANetworkOfItsOwnIsReachedByItsAddress() throws Exception {
    write("    assignPublicIp: true\n");
    apply();
    List<String> machine = ids("i-");
    assertEquals(1, machine.size(), "machines");
    assertEquals(2, ids("eipalloc-").size(), "addresses");
    assertTrue(output("host").startsWith("198.51.100."), output("host"));

    write("    assignPublicIp: \"${resources.kept.address}\"\n");
    apply();
    assertEquals(output("kept"), output("host"));
    assertEquals(1, ids("eipalloc-").size(), "the other one is given back");

    write("");
    apply();
    assertEquals("10.94.0.4", output("host"));
    assertEquals(machine, ids("i-"), "the machine was not touched");
    assertDestroyed();
  }

  @Test
  void aKilledApplyMakesNothingTwice() throws Exception {
    write("    assignPublicIp: true\n");
    for (String prefix : List.of("vpc-", "subnet-", "igw-", "i-")) {
      Process apply = paas.start("apply", "--auto-approve");
      while (ids(prefix).isEmpty() && apply.isAlive()) {
        Thread.sleep(5);
      }
      apply.destroyForcibly().waitFor();
    }
    apply();
    for (String prefix : List.of("vpc-", "subnet-", "igw-", "dopt-", "i-")) {
      assertEquals(1, ids(prefix).size(), prefix);
    }
    assertEquals(2, ids("eipalloc-").size(), "addresses");
    assertDestroyed();
  }
}
