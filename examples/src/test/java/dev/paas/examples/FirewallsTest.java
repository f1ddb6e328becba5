package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** Firewalls of machines on a real OpenStack, with the installed program, which may be killed. */
@Timeout(600)
@ResourceLock("openstack")
final class FirewallsTest {
  private static final String GROUPS = "/v2.0/security-groups";
  private static final String HEAD =
      """
      apiVersion: paas/v1
      name: moat
      providers:
        cloud: { plugin: jclouds, pollInterval: 300ms }
      """;
  private static final String MACHINES =
      """
      vms:
        gate:
          provider: cloud
          count: %d
          image: debian-12-x86_64
          size: tiny
          firewall: [22, 443, { protocol: udp, ports: 8000-8099, cidr: 10.0.0.0/8 }]
      """;

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final Path file;
  private final Paas paas;

  FirewallsTest(@TempDir Path folder) {
    file = folder.resolve("platform.yaml");
    paas =
        new Paas(
            folder,
            Map.of(
                "OS_AUTH_URL", cloud.endpoint(),
                "OS_USERNAME", "admin",
                "OS_PASSWORD", "secret",
                "OS_PROJECT_NAME", "admin",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(Set.of(), servers(), "servers that are left");
    assertEquals(Map.of(), groups(), "groups that are left");
  }

  private void machines(int count) throws IOException {
    Files.writeString(file, HEAD + MACHINES.formatted(count));
  }

  private Set<String> servers() {
    Set<String> names = new TreeSet<>();
    api.servers("moat-").forEach(server -> names.add(server.path("name").asString()));
    return names;
  }

  /** The platform's groups, by their names: how many rules each has. */
  private Map<String, Integer> groups() {
    Map<String, Integer> groups = new TreeMap<>();
    for (JsonNode group : api.get("network", GROUPS).path("security_groups")) {
      String name = group.path("name").asString();
      if (name.startsWith("moat-")) {
        groups.put(name, group.path("security_group_rules").size());
      }
    }
    return groups;
  }

  /** Each machine has one firewall, which is whole, and there is no other. */
  private void assertWalled(int count) throws Exception {
    Set<String> had = new TreeSet<>();
    for (JsonNode server : api.servers("moat-")) {
      JsonNode groups = server.path("security_groups");
      assertEquals(1, groups.size(), server::toString);
      had.add(groups.get(0).path("name").asString());
    }
    assertEquals(count, servers().size(), () -> "servers: " + servers());
    assertEquals(count, had.size(), had::toString);
    assertEquals(had, groups().keySet());
    // Two let all out, two are of each port, one is of the range.
    groups().forEach((name, rules) -> assertEquals(7, rules, name));
    paas.run("plan", "--detailed-exitcode").succeeded();
  }

  private void killedWhen(String what, BooleanSupplier come, String... arguments) throws Exception {
    Process process = paas.start(arguments);
    OpenStackApi.await(what, () -> come.getAsBoolean() || !process.isAlive());
    process.destroyForcibly().waitFor();
  }

  @Test
  void aPlanShowsTheRules() throws Exception {
    machines(1);
    String made = paas.run("plan").succeeded();
    assertTrue(made.contains("8000-8099"), made);
    paas.run("apply", "--auto-approve").succeeded();
    assertWalled(1);
    Files.writeString(file, Files.readString(file).replace("443,", "80,"));
    String changed = paas.run("plan").succeeded();
    assertTrue(changed.contains("443") && changed.contains("80"), changed);
    assertTrue(!changed.contains("8000-8099"), () -> "it shows what stays: " + changed);
  }

  @Test
  void noInstantOfADeathLeavesAGroup() throws Exception {
    machines(3);
    for (int group = 1; group <= 3; group++) {
      int wanted = group;
      killedWhen(
          "group " + group + " is there",
          () -> groups().size() >= wanted,
          "apply",
          "--auto-approve",
          "--parallelism",
          "1");
      assertTrue(groups().size() >= servers().size(), "a machine is there before its firewall");
    }
    machines(2);
    paas.run("apply", "--auto-approve").succeeded();
    assertWalled(2);

    machines(0);
    killedWhen("one is gone", () -> servers().size() < 2, "apply", "--auto-approve");
    machines(1);
    paas.run("apply", "--auto-approve").succeeded();
    assertWalled(1);

    killedWhen("the last is gone", () -> servers().isEmpty(), "destroy", "--auto-approve");
  }
}
