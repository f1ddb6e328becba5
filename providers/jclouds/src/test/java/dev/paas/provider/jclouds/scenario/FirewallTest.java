package dev.paas.provider.jclouds.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The firewall of a machine, looked at by the cloud's own API, at each instant of a crash, too. */
@Order(3)
final class FirewallTest {
  private static final String ADDRESS = "vms.gate";
  private static final String KEY = "fedcba9876543210fedcba9876543210";
  private static final String GROUPS = "/v2.0/security-groups";
  private static final String PLAIN =
      "image: 'debian-12-x86_64', size: 'tiny', networks: ['net0'], running: true";

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private Path folder;
  private Provider provider;

  @BeforeEach
  void open(@TempDir Path temporary) throws ProviderException {
    folder = temporary;
    provider =
        new JcloudsPlugin()
            .open(
                new ProviderSettings(
                    "cloud",
                    Documents.attributes(cloud.settings()),
                    new PlatformIdentity("walled", ""),
                    folder,
                    Map.of()));
  }

  @AfterEach
  void nothingIsLeft() {
    provider.close();
    List<String> left = new ArrayList<>();
    for (JsonNode server : api.servers("walled")) {
      left.add(server.path("name").asString());
      api.deleteServer(server.path("id").asString());
    }
    for (JsonNode group : groups()) {
      left.add(group.path("name").asString());
      api.call("DELETE", "network", GROUPS + "/" + group.path("id").asString(), "");
    }
    assertEquals(List.of(), left, "what is left");
  }

  private ResourceHandler vms() {
    return provider.resource("vms");
  }

  private static MapValue machine(String more) {
    return Documents.attributes("{" + PLAIN + more + "}");
  }

  private static MapValue walled() {
    return machine(", firewall: [{protocol: 'tcp', ports: 22}]");
  }

  private PlannedResource plan(MapValue configuration, @Nullable MapValue prior)
      throws ProviderException {
    MapValue proposed = Proposals.machine(configuration, prior);
    if (!configuration.has("firewall")) {
      proposed = proposed.without("firewall");
    }
    return vms().plan(new PlanRequest(ADDRESS, prior, configuration, proposed, folder));
  }

  private MapValue create(MapValue configuration) throws ProviderException {
    MapValue planned = plan(configuration, null).attributes();
    return vms()
        .create(new CreateRequest(ADDRESS, KEY, 1, planned, folder), new Heard())
        .attributes();
  }

  private MapValue update(MapValue configuration, MapValue prior) throws ProviderException {
    return update(ADDRESS, configuration, prior);
  }

  private MapValue update(String address, MapValue configuration, MapValue prior)
      throws ProviderException {
    MapValue planned = plan(configuration, prior).attributes();
    String key = "0123456789abcdef0123456789abcdef";
    return vms()
        .update(new UpdateRequest(address, key, 2, prior, planned, folder), new Heard())
        .attributes();
  }

  /** What is seen of a machine; one at a time and all at once are the same. */
  private Optional<ObservedResource> read(MapValue recorded) throws ProviderException {
    ReadRequest request = new ReadRequest(ADDRESS, recorded);
    Optional<ObservedResource> one = vms().read(request, new Heard());
    assertEquals(List.of(one), vms().readAll(List.of(request), new Heard()));
    return one;
  }

  private void delete(MapValue recorded) throws ProviderException {
    vms().delete(new DeleteRequest(ADDRESS, recorded, folder), new Heard());
  }

  private List<JsonNode> groups() {
    List<JsonNode> groups = new ArrayList<>();
    for (JsonNode group : api.get("network", GROUPS).path("security_groups")) {
      if (group.path("name").asString().startsWith("walled")) {
        groups.add(group);
      }
    }
    return groups;
  }

  private JsonNode group() {
    List<JsonNode> groups = groups();
    assertEquals(1, groups.size(), groups::toString);
    return groups.get(0);
  }

  private JsonNode server() {
    List<JsonNode> servers = api.servers("walled");
    assertEquals(1, servers.size(), servers::toString);
    return servers.get(0);
  }

  /** The names of the groups that the machine has. */
  private Set<String> had() {
    Set<String> names = new TreeSet<>();
    server().path("security_groups").forEach(group -> names.add(group.path("name").asString()));
    return names;
  }

  /** What a group lets in, as direction, version, protocol and ports. */
  private static Set<String> letIn(JsonNode group) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode rule : group.path("security_group_rules")) {
      rules.add(
          "%s %s %s %s-%s %s"
              .formatted(
                  rule.path("direction").asString(),
                  rule.path("ethertype").asString(),
                  rule.path("protocol").asString(""),
                  rule.path("port_range_min").asString(""),
                  rule.path("port_range_max").asString(""),
                  rule.path("remote_ip_prefix").asString("")));
    }
    rules.removeIf(rule -> rule.startsWith("egress"));
    return rules;
  }

  private void act(String action, String group) {
    api.call(
        "POST",
        "compute",
        "/servers/" + server().path("id").asString() + "/action",
        "{\"%s\": {\"name\": \"%s\"}}".formatted(action, group));
  }

  @Test
  void aMachineHasItsFirewallOnlyAndWhatElseItNames() throws Exception {
    MapValue made =
        create(
            machine(
                ", firewall: [{protocol: 'tcp', ports: 22}, {protocol: 'tcp', ports: '80-89',"
                    + " cidr: '10.0.0.0/8'}, {protocol: 'icmp', icmpType: 8}]"));
    JsonNode group = group();
    String name = group.path("name").asString();
    assertTrue(name.startsWith("walled-gate-"), name);
    assertEquals(
        "Firewall of vms.gate [paas " + KEY + " walled]", group.path("description").asString());
    assertEquals(Set.of(name), had());
    assertEquals(
        Set.of(
            "ingress IPv4 tcp 22-22 ",
            "ingress IPv6 tcp 22-22 ",
            "ingress IPv4 tcp 80-89 10.0.0.0/8",
            "ingress IPv4 icmp 8- "),
        letIn(group));
    assertEquals(group.path("id").asString(), made.getString("firewallGroup"));
    assertEquals(made, read(made).orElseThrow().attributes());

    MapValue both = update(machine(", firewall: [], securityGroups: ['default']"), made);
    assertEquals(Set.of("default", name), had());
    assertEquals(Set.of(), letIn(group()));
    assertEquals(both, read(both).orElseThrow().attributes());

    MapValue open = update(machine(""), both);
    assertEquals(Set.of("default"), had());
    assertEquals(List.of(), groups());
    assertFalse(server().path("metadata").has("paas.firewall"));
    assertEquals(open, read(open).orElseThrow().attributes());

    MapValue again = update(walled(), open);
    assertEquals(Set.of(group().path("name").asString()), had());
    delete(again);
  }

  @Test
  void whatIsDoneToItOutsideIsPutRight() throws Exception {
    MapValue made = create(walled());
    String name = group().path("name").asString();
    String id = group().path("id").asString();
    act("removeSecurityGroup", name);
    MapValue off = read(made).orElseThrow().attributes();
    assertTrue(off.getOrNull("firewall").isNull(), off::toString);
    assertEquals(made, update(walled(), off));
    assertEquals(Set.of(name), had());

    for (JsonNode rule : group().path("security_group_rules")) {
      if (rule.path("direction").asString().equals("egress")) {
        String path = "/v2.0/security-group-rules/" + rule.path("id").asString();
        api.call("DELETE", "network", path, "");
      }
    }
    MapValue shut = read(made).orElseThrow().attributes();
    assertTrue(shut.getOrNull("firewall").isNull(), shut::toString);
    assertEquals(made, update(walled(), shut));
    assertEquals(4, group().path("security_group_rules").size());

    act("removeSecurityGroup", name);
    api.call("DELETE", "network", GROUPS + "/" + id, "");
    MapValue gone = read(made).orElseThrow().attributes();
    MapValue anew = update(walled(), gone);
    assertNotEquals(id, anew.getString("firewallGroup"));
    assertEquals(Set.of(name), had());
    delete(anew);
  }

  /** A server that is being built does not tell its groups. */
  @Test
  void whatIsBeingBuiltIsNotJudged() throws Exception {
    String slow = ", firewall: [{protocol: 'tcp', ports: 22}], labels: {'test.delay': '6'}";
    MapValue planned = plan(machine(slow), null).attributes();
    CreateRequest request = new CreateRequest(ADDRESS, KEY, 1, planned, folder);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<ObservedResource> made = other.submit(() -> vms().create(request, new Heard()));
      OpenStackApi.await("it is ordered", () -> !api.servers("walled").isEmpty());
      MapValue begun =
          planned
              .with("id", Value.of(server().path("id").asString()))
              .with("firewallGroup", Value.of(group().path("id").asString()));
      MapValue seen =
          vms().read(new ReadRequest(ADDRESS, begun), new Heard()).orElseThrow().attributes();
      assertEquals("BUILD", seen.getString("status"));
      assertEquals(planned.get("firewall"), seen.get("firewall"));
      delete(made.get().attributes());
    } finally {
      other.shutdownNow();
    }
  }

  /** A creation that ends before the server is ordered leaves what a deleted server leaves. */
  @Test
  void aFirewallWithoutItsServerIsGoneOnWith() throws Exception {
    MapValue made = create(walled());
    String group = group().path("id").asString();
    String first = server().path("id").asString();
    api.deleteServer(first);

    MapValue planned = plan(walled(), null).attributes();
    ObservedResource found =
        vms().find(new FindRequest(ADDRESS, KEY, planned), new Heard()).orElseThrow();
    assertEquals("", found.id());
    ObservedResource seen = read(made).orElseThrow();
    assertEquals("", seen.id());
    for (MapValue left : List.of(found.attributes(), seen.attributes())) {
      PlannedResource next = plan(walled(), left);
      assertEquals(List.of(), next.replacements());
      assertEquals(
          List.of("Its server is not there, only its firewall is: the server is made."),
          next.warnings());
      // By now it may have been moved.
      MapValue whole = update("vms.other", walled(), left);
      assertEquals(group, group().path("id").asString());
      assertEquals(KEY, server().path("metadata").path("paas.key").asString());
      assertEquals(server().path("id").asString(), whole.getString("id"));
      assertEquals(whole, read(whole).orElseThrow().attributes());
      assertEquals(
          whole,
          read(left).orElseThrow().attributes(),
          "when the update ended before it was recorded");
      api.deleteServer(server().path("id").asString());
    }
    MapValue open = update(machine(""), read(made).orElseThrow().attributes());
    assertEquals(Set.of("default"), had());
    assertEquals(List.of(), groups(), "the firewall that is not wanted any more");
    delete(open);
  }

  @Test
  void aMachineThatIsTakenOverGetsOne() throws Exception {
    String image = first("image", "/v2/images?name=debian-12-x86_64", "images");
    String network = first("network", "/v2.0/networks?name=net0", "networks");
    String order =
        "{\"server\": {\"name\": \"walled-old\", \"flavorRef\": \"1\", \"imageRef\": \"%s\","
            + " \"networks\": [{\"uuid\": \"%s\"}]}}";
    api.call("POST", "compute", "/servers", order.formatted(image, network));
    OpenStackApi.await("it is there", () -> server().path("status").asString().equals("ACTIVE"));
    String id = server().path("id").asString();
    MapValue found =
        vms().importById(new ImportRequest(ADDRESS, id), new Heard()).orElseThrow().attributes();
    assertTrue(found.getOrNull("firewall").isNull());
    MapValue taken = update(walled(), found);
    assertEquals(Set.of(group().path("name").asString()), had(), "the default group is taken off");
    MapValue again =
        vms().importById(new ImportRequest(ADDRESS, id), new Heard()).orElseThrow().attributes();
    assertEquals(taken.get("firewallGroup"), again.get("firewallGroup"));
    assertEquals(2, again.getList("firewall").values().size(), "of IPv4 and IPv6");
    delete(again);
  }

  private String first(String service, String path, String list) {
    return api.get(service, path).path(list).path(0).path("id").asString();
  }

  @Test
  void aDeletionThatEndsAfterTheServerIsGoneOnWith() throws Exception {
    MapValue made = create(walled());
    api.deleteServer(server().path("id").asString());
    delete(read(made).orElseThrow().attributes());
    assertEquals(Optional.empty(), read(made));
    assertEquals(List.of(), groups());
  }

  /** An update that adds a firewall ends before the machine has it, and the file is put back. */
  @Test
  void aFirewallThatTheMachineHasNotYetIsFound() throws Exception {
    MapValue made = create(machine(""));
    String path = "/servers/" + server().path("id").asString() + "/metadata";
    api.call("POST", "compute", path, "{\"metadata\": {\"paas.firewall\": \"walled-begun\"}}");
    api.call(
        "POST",
        "network",
        GROUPS,
        "{\"security_group\": {\"name\": \"walled-begun\", \"description\": \"[paas %s walled]\"}}"
            .formatted(KEY));
    MapValue seen = read(made).orElseThrow().attributes();
    assertEquals(group().path("id").asString(), seen.getString("firewallGroup"));
    assertTrue(seen.getOrNull("firewall").isNull());
    MapValue back = update(machine(""), seen);
    assertEquals(List.of(), groups());
    assertFalse(server().path("metadata").has("paas.firewall"));
    delete(back);
  }
}
