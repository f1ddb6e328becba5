package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.OpenStackNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** Public addresses of machines on a real OpenStack, looked at by the cloud's own API. */
@Timeout(900)
@ResourceLock("openstack")
final class AddressesTest {
  private static final String HEAD =
      """
      apiVersion: paas/v1
      name: quay
      providers:
        cloud: { plugin: jclouds, pollInterval: 300ms }
      defaults: { provider: cloud }
      networks:
        private: { cidr: 10.94.0.0/24 }
      outputs:
        host: { value: "${vms.web.host}" }
        address: { value: "${vms.web.publicIp}" }
      """;
  private static final String KEPT =
      """
      resources:
        kept: { type: jclouds.floatingIp }
      """;

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final OpenStackNetworks networks = new OpenStackNetworks(api);
  private final Paas paas;

  AddressesTest(@TempDir Path folder) {
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
    assertEquals(List.of(), api.servers("quay"), "servers that are left");
    assertEquals(List.of(), addresses(), "addresses that are left");
    assertEquals(Map.of(), networks.things("quay"), "what is left of networks");
  }

  private List<JsonNode> addresses() {
    return networks.addresses(" quay]");
  }

  private static String machine(String more) {
    return "vms:\n  web: { image: debian-12-x86_64, size: tiny, networks: [private]"
        + more
        + " }\n";
  }

  private void write(String... parts) throws IOException {
    Files.writeString(paas.folder().resolve("platform.yaml"), HEAD + String.join("", parts));
  }

  private void apply() throws Exception {
    paas.run("apply", "--auto-approve").succeeded();
  }

  private void assertNothingToDo() throws Exception {
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  private String server() {
    List<JsonNode> servers = api.servers("quay-web");
    assertEquals(1, servers.size(), servers.toString());
    return servers.get(0).path("id").asString();
  }

  /** The only address, which is before the only server. */
  private JsonNode address() {
    List<JsonNode> addresses = addresses();
    assertEquals(1, addresses.size(), addresses.toString());
    JsonNode address = addresses.get(0);
    assertEquals(server(), address.path("port_details").path("device_id").asString(), "before");
    return address;
  }

  private String ip() {
    return address().path("floating_ip_address").asString();
  }

  private String output(String name) throws Exception {
    return paas.run("output", name).succeeded().strip().replace("\"", "");
  }

  @Test
  void anAddressComesAndGoesWithTheMachineUnchanged() throws Exception {
    write(machine(", assignPublicIp: true"));
    apply();
    assertNothingToDo();
    String server = server();
    String first = ip();
    assertTrue(first.startsWith("127.78."), first);
    assertEquals(first, output("host"));
    assertEquals(first, output("address"));

    write(machine(", assignPublicIp: public"));
    apply();
    assertNothingToDo();
    assertEquals(first, ip(), "it is of that network already");

    write(machine(""));
    apply();
    assertNothingToDo();
    assertEquals(List.of(), addresses());
    assertTrue(output("host").startsWith("10.94."), output("host"));
    assertEquals(server, server(), "the machine was not touched");

    write(KEPT, machine(", assignPublicIp: \"${resources.kept.address}\""));
    apply();
    assertNothingToDo();
    String kept = ip();
    assertEquals(kept, output("host"));
    assertEquals(server, server(), "the machine was not touched");

    // Another machine in its place has the same address.
    write(KEPT, machine(", assignPublicIp: \"${resources.kept.address}\", userData: x"));
    apply();
    assertNothingToDo();
    assertEquals(kept, ip());
    assertNotEquals(server, server());

    write(KEPT, machine(", userData: x"));
    apply();
    assertNothingToDo();
    assertEquals(1, addresses().size(), "the address stays");
    assertTrue(addresses().get(0).path("port_id").isNull(), "before nothing");
    assertTrue(output("host").startsWith("10.94."), output("host"));
  }

  @Test
  void anAddressThatSomebodyTookAwayComesBack() throws Exception {
    write(machine(", assignPublicIp: true"));
    apply();
    JsonNode first = address();
    String path = "/v2.0/floatingips/" + first.path("id").asString();
    api.call("PUT", "network", path, "{\"floatingip\": {\"port_id\": null}}");
    Paas.Result drift = paas.run("drift");
    assertEquals(2, drift.code(), drift.out() + drift.err());
    assertTrue(drift.out().contains("assignPublicIp"), drift.out());
    apply();
    assertNothingToDo();
    assertEquals(first.path("id"), address().path("id"));

    api.call("PUT", "network", path, "{\"floatingip\": {\"port_id\": null}}");
    paas.run("drift");
    api.deleteServer(server());
    apply();
    assertNothingToDo();
    assertNotEquals(first.path("id"), address().path("id"), "that of the former machine is gone");
  }

  @Test
  void aKilledApplyTakesNoAddressTwice() throws Exception {
    write(machine(", assignPublicIp: true"));
    Process apply = paas.start("apply", "--auto-approve");
    OpenStackApi.await("an address", () -> !addresses().isEmpty() || !apply.isAlive());
    apply.destroyForcibly().waitFor();
    String server = server();
    apply();
    assertEquals(ip(), output("address"));
    assertEquals(server, server());
    assertNothingToDo();

    Process destroy = paas.start("destroy", "--auto-approve");
    OpenStackApi.await("it is given back", () -> addresses().isEmpty() || !destroy.isAlive());
    destroy.destroyForcibly().waitFor();
    apply();
    assertEquals(ip(), output("address"));
    assertNothingToDo();
  }

  @Test
  void aMachineWithoutAWayOutIsKeptAndTold() throws Exception {
    write(machine(", assignPublicIp: true").replace("private", "net0"));
    String told = paas.run("apply", "--auto-approve").failed();
    assertTrue(told.contains("no network of the machine leads to public"), told);
    assertTrue(told.contains("assignPublicIp"), told);
    String server = server();
    assertEquals(List.of(), addresses());
    write(machine("").replace("private", "net0"));
    apply();
    assertEquals(server, server(), "it is gone on with");
    assertNothingToDo();
  }
}
