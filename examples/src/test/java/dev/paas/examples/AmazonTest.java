package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  private final Amazon amazon;

  AmazonTest(@TempDir Path folder) {
    amazon = new Amazon(folder);
  }

  @AfterEach
  void close() {
    amazon.close();
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
    amazon.write(HEAD + machine + more);
  }

  private String output(String name) throws Exception {
    return amazon.paas().run("output", name).succeeded().strip().replace("\"", "");
  }

  @Test
  void aMachineInANetworkOfItsOwnIsReachedByItsAddress() throws Exception {
    write("    assignPublicIp: true\n");
    amazon.apply();
    List<String> machine = amazon.ids("i-");
    assertEquals(1, machine.size(), "machines");
    assertEquals(2, amazon.ids("eipalloc-").size(), "addresses");
    assertTrue(output("host").startsWith("198.51.100."), output("host"));

    write("    assignPublicIp: \"${resources.kept.address}\"\n");
    amazon.apply();
    assertEquals(output("kept"), output("host"));
    assertEquals(1, amazon.ids("eipalloc-").size(), "the other one is given back");

    write("");
    amazon.apply();
    assertEquals("10.94.0.4", output("host"));
    assertEquals(machine, amazon.ids("i-"), "the machine was not touched");
    amazon.assertDestroyed();
  }

  @Test
  void aKilledApplyMakesNothingTwice() throws Exception {
    write("    assignPublicIp: true\n");
    amazon.applyAndKill(List.of("vpc-", "subnet-", "igw-", "i-"));
    amazon.apply();
    for (String prefix : List.of("vpc-", "subnet-", "igw-", "dopt-", "i-")) {
      assertEquals(1, amazon.ids(prefix).size(), prefix);
    }
    assertEquals(2, amazon.ids("eipalloc-").size(), "addresses");
    amazon.assertDestroyed();
  }
}
