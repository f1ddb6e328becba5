package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.OpenStackNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Networks of one's own on a real OpenStack, looked at by the cloud's own API. */
@Timeout(900)
@ResourceLock("openstack")
final class NetworksTest {
  private static final String HEAD =
      """
      apiVersion: paas/v1
      name: isle
      providers:
        cloud: { plugin: jclouds, pollInterval: 300ms }
      defaults: { provider: cloud }
      """;
  private static final String NETWORKS =
      """
      networks:
        private: { cidr: 10.90.0.0/24, dns: [9.9.9.9] }
        inner: { cidr: 10.91.0.0/24, internal: true }
      """;
  private static final String MACHINE =
      """
      vms:
        web: { image: debian-12-x86_64, size: tiny, networks: [private, inner, net0] }
      """;

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final OpenStackNetworks networks = new OpenStackNetworks(api);
  private final Paas paas;

  NetworksTest(@TempDir Path folder) {
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
    assertEquals(List.of(), api.servers("isle"), "servers that are left");
    assertEquals(Map.of(), networks.things("isle"), "what is left of networks");
  }

  private void write(String... parts) throws IOException {
    Files.writeString(paas.folder().resolve("platform.yaml"), HEAD + String.join("", parts));
  }

  private String apply() throws Exception {
    return paas.run("apply", "--auto-approve").succeeded();
  }

  private void assertNothingToDo() throws Exception {
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  private String id(String name) {
    return networks.named("networks", name).get(0).path("id").asString();
  }

  private int ports(String name, String owner) {
    int ports = 0;
    for (JsonNode port : networks.ports(id(name))) {
      ports += port.path("device_owner").asString().startsWith(owner) ? 1 : 0;
    }
    return ports;
  }

  private void assertOneOfEach() {
    assertEquals(1, networks.named("networks", "isle-private").size(), "networks");
    assertEquals(1, networks.named("networks", "isle-inner").size(), "internal networks");
    assertEquals(2, networks.named("subnets", "isle").size(), "subnets");
    assertEquals(1, networks.named("routers", "isle").size(), "routers");
    assertEquals(1, ports("isle-private", "network:router_interface"), "ways out");
    assertEquals(0, ports("isle-inner", "network:router_interface"), "ways out of the internal");
  }

  @Test
  void aMachineIsInThePlatformsNetworksAndInOthers() throws Exception {
    write(NETWORKS, MACHINE);
    String plan = paas.run("plan").succeeded();
    assertTrue(plan.contains("(known after apply)"), plan);
    apply();
    assertNothingToDo();
    assertOneOfEach();
    JsonNode addresses = api.servers("isle-web").get(0).path("addresses");
    Set<String> names = new TreeSet<>(addresses.propertyNames());
    assertEquals(Set.of("isle-inner", "isle-private", "net0"), names);
    String shown = paas.run("graph", "--format", "dot").succeeded();
    assertTrue(shown.contains("networks.private"), shown);

    // Without the machine the order of the deletions is the recorded one.
    write(NETWORKS);
    apply();
    assertEquals(List.of(), api.servers("isle"));
    assertOneOfEach();
  }

  @Test
  void driftIsPutRightInPlaceAndOtherChangesToo() throws Exception {
    write(NETWORKS);
    apply();
    String id = id("isle-private");
    networks.detach(id);
    Paas.Result drift = paas.run("drift");
    assertEquals(2, drift.code(), drift.out() + drift.err());
    assertTrue(drift.out().contains("routerId"), drift.out());
    apply();
    assertOneOfEach();
    assertNothingToDo();

    String router = networks.createRouter("other-isle");
    try {
      write(NETWORKS.replace("dns: [9.9.9.9]", "dhcp: false, router: other-isle"));
      apply();
      assertNothingToDo();
      assertEquals(id, id("isle-private"), "it was changed in place");
      JsonNode subnet = networks.subnet(id);
      assertEquals(0, subnet.path("dns_nameservers").size());
      assertTrue(!subnet.path("enable_dhcp").asBoolean(), subnet.toString());
      assertEquals(List.of(), networks.named("routers", "isle"), "its own router");
      assertEquals(
          router, networks.ports(id).path(0).path("device_id").asString(), "its router now");
      write(NETWORKS);
      apply();
      assertNothingToDo();
      assertOneOfEach();
      assertEquals(id, id("isle-private"), "it was changed in place");
    } finally {
      networks.removeRouters("other-isle");
    }
    assertEquals(List.of(), networks.named("routers", "other-isle"), "nothing is attached to it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks", "subnets", "routers"})
  void aKilledApplyMakesNothingTwice(String last) throws Exception {
    write(NETWORKS);
    Process apply = paas.start("apply", "--auto-approve");
    BooleanSupplier begun = () -> !networks.named(last, "isle-private").isEmpty();
    OpenStackApi.await("there are " + last, () -> begun.getAsBoolean() || !apply.isAlive());
    apply.destroyForcibly().waitFor();
    apply();
    assertOneOfEach();
    assertNothingToDo();
  }

  @Test
  void whatIsInUseIsNotDeletedAndToldByWhat() throws Exception {
    write(NETWORKS);
    apply();
    String body = "{\"port\": {\"network_id\": \"" + id("isle-inner") + "\"}}";
    String port =
        api.call("POST", "network", "/v2.0/ports", body).path("port").path("id").asString();
    String told = paas.run("destroy", "--auto-approve").failed();
    assertTrue(told.contains("isle-inner is in use") && told.contains(port), told);
    assertEquals(1, networks.named("networks", "isle-inner").size());
    api.call("DELETE", "network", "/v2.0/ports/" + port, "");
  }

  /** Both were made by somebody else; the file says them in words of its own. */
  @Test
  void aMachineAndItsNetworkAreTakenOverAsTheyAre() throws Exception {
    String theirs = networks.create("isle-theirs", "10.97.0.0/24");
    String server = server("isle-old", theirs, id("net0"));
    JsonNode before = api.get("compute", "/servers/" + server).path("server");
    String size = before.path("flavor").path("id").asString();
    write(
        "networks: { private: { cidr: 10.97.0.0/24, internal: true } }\n",
        "vms: { web: { image: debian-12-*, size: \""
            + size
            + "\", networks: [private, net0] } }\n");
    paas.run("import", "networks.private", theirs).succeeded();
    paas.run("import", "vms.web", server).succeeded();
    assertNothingToDo();
    apply();

    // The first change marks it, and leaves everything else.
    String image = before.path("image").path("id").asString();
    write(
        "networks: { private: { cidr: 10.97.0.0/24, internal: true } }\n",
        "vms: { web: { image: " + image + ", size: tiny, networks: [private, net0],",
        " labels: { team: shop } } }\n");
    apply();
    assertNothingToDo();
    JsonNode after = api.get("compute", "/servers/" + server).path("server");
    assertEquals("isle", after.path("metadata").path("paas.platform").asString());
    assertEquals("shop", after.path("metadata").path("team").asString());
    for (JsonNode each : List.of(before, after)) {
      ((ObjectNode) each).remove(List.of("metadata", "updated"));
    }
    assertEquals(before.toString(), after.toString());

    write(
        "networks: { private: { cidr: 10.97.0.0/24, internal: true } }\n",
        "vms: { web: { image: debian-13-*, size: tiny, networks: [net0, private] } }\n");
    String plan = paas.run("plan").succeeded();
    assertTrue(plan.contains("image") && plan.contains("networks"), plan);
    assertTrue(plan.contains("replace"), plan);
  }

  /** Makes a server in networks, by the cloud's own API. */
  private String server(String name, String... networkIds) {
    String image =
        api.get("image", "/v2/images?name=debian-12-x86_64")
            .path("images")
            .path(0)
            .path("id")
            .asString();
    String in =
        Stream.of(networkIds)
            .map(id -> "{\"uuid\": \"" + id + "\"}")
            .collect(Collectors.joining(", "));
    String order =
        "{\"server\": {\"name\": \"%s\", \"flavorRef\": \"1\", \"imageRef\": \"%s\", \"networks\": [%s]}}";
    String id =
        api.call("POST", "compute", "/servers", order.formatted(name, image, in))
            .path("server")
            .path("id")
            .asString();
    OpenStackApi.await(
        "it runs",
        () ->
            api.get("compute", "/servers/" + id)
                .path("server")
                .path("status")
                .asString()
                .equals("ACTIVE"));
    return id;
  }

  @Test
  void aRangeIsTakenFromTheDefaultPool() throws Exception {
    write("networks: { any: { internal: true } }\n");
    String told = paas.run("apply", "--auto-approve").failed();
    assertTrue(told.contains("no default pool") && told.contains("cidr"), told);
    assertEquals(Map.of(), networks.things("isle"), "nothing was begun");
    String pool =
        "{\"subnetpool\": {\"name\": \"isle\", \"prefixes\": [\"10.96.0.0/16\"],"
            + " \"default_prefixlen\": 26, \"is_default\": true}}";
    String id =
        api.call("POST", "network", "/v2.0/subnetpools", pool)
            .path("subnetpool")
            .path("id")
            .asString();
    try {
      apply();
      assertNothingToDo();
      String cidr = networks.subnet(id("isle-any")).path("cidr").asString();
      assertTrue(cidr.startsWith("10.96.") && cidr.endsWith("/26"), cidr);
      paas.run("destroy", "--auto-approve").succeeded();
    } finally {
      api.call("DELETE", "network", "/v2.0/subnetpools/" + id, "");
    }
  }
}
