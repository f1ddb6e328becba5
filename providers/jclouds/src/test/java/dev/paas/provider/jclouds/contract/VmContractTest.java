package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.OpenStackNetworks;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Order(1)
class VmContractTest extends CloudContract implements World {
  private static final String RULES = "security_group_rules";
  private static final String FULL =
      """
      {image: 'debian-12-x86_64', size: 'tiny', zone: 'nova', networks: ['net0'],
       securityGroups: ['default'], labels: {team: 'shop', tier: 3}, running: true,
       login: {user: 'debian'}, name: 'tck-vms-named', keyPair: 'tck-vms',
       firewall: [{ports: 22}, {protocol: 'udp', ports: '8000-8099', cidr: '10.1.0.0/16'},
         {protocol: 'icmp', icmpType: 3, icmpCode: 4}, {protocol: 'any', cidr: '2001:db8::/32'}]}
      """;

  private final OpenStackNetworks networks = new OpenStackNetworks(api);

  VmContractTest() {
    if (api.get("compute", "/os-keypairs/tck-vms").isMissingNode()) {
      api.call("POST", "compute", "/os-keypairs", "{\"keypair\": {\"name\": \"tck-vms\"}}");
    }
  }

  /** A network that leads out. */
  @BeforeEach
  void makeNetwork() {
    if (networks.named("networks", "other-vms").isEmpty()) {
      String network = networks.createElsewhere("other-vms", "10.86.0.0/24");
      networks.attach(networks.createRouter("other-vms"), network);
    }
  }

  @AfterAll
  static void removeNetwork() {
    OpenStackNetworks networks = new OpenStackNetworks(new OpenStackApi(OpenStack.shared()));
    for (JsonNode network : networks.named("networks", "other-vms")) {
      networks.remove(network.path("id").asString());
    }
    networks.removeRouters("other-vms");
  }

  @Override
  String prefix() {
    return "vms";
  }

  @Override
  protected String type() {
    return "vms";
  }

  private static MapValue full() {
    return attributes(FULL).with("userData", Value.of("#!/bin/sh\necho s3cr3t-word").asSensitive());
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{image: 'debian-12*', cpus: 1, memory: '60M'}"), full())
        .inPlace(
            full()
                .with("labels", attributes("{team: 'web'}"))
                .with("name", Value.of("tck-vms-renamed"))
                .with("size", Value.of("small"))
                .with("firewall", rules("{ports: 443}, {ports: 22}"))
                .with("running", Value.of(false))
                // What is switched off is neither set up nor waited for; SetupTest does both.
                .with("ready", attributes("{tcp: 22}"))
                .with("setup", Value.list(attributes("{run: 'true'}"))))
        .also(small("firewall: [], securityGroups: []"))
        .also(small("networks: ['other-vms'], assignPublicIp: true"))
        .also(small("networks: ['net0', 'other-vms'], assignPublicIp: 'public'"))
        .replacing(full().with("image", Value.of("debian-13-*")))
        .failing(small("labels: {'test.fault': 'no paint'}, firewall: [{ports: 22}]"))
        .slow(small("labels: {'test.delay': '8'}, firewall: [{ports: 22}]"), this::isBuilding)
        // A volume can be attached once, and there are several of these machines: see VolumesTest.
        .untested("volumes")
        .bad(small("volumes: [{id: 'x'}, {id: 'x'}]"), "volumes")
        .bad(small("volumes: [{id: 'no-such'}]"), "volumes")
        .bad(attributes("{image: 'debian-12', size: 'tiny'}"), "image")
        .bad(attributes("{image: 'debian-12-x86_64', size: 'tny'}"), "size")
        .bad(attributes("{image: 'debian-12-x86_64', size: 'tiny', networks: ['x']}"), "networks")
        .bad(small("labels: {'paas.key': 'x'}"), "labels")
        .bad(small("networks: ['net0'], assignPublicIp: 'publik'"), "assignPublicIp")
        .bad(small("networks: ['net0'], assignPublicIp: '127.78.255.1'"), "assignPublicIp")
        .bad(small("firewall: [{ports: 0}]"), "firewall")
        .bad(small("firewall: [{ports: '90-80'}]"), "firewall")
        .bad(small("firewall: [{ports: 22, cidr: '10.0.0.1'}]"), "firewall")
        .bad(small("firewall: [{protocol: 'icmp', ports: 8}]"), "firewall")
        .bad(small("firewall: [{icmpType: 8}]"), "firewall")
        .bad(small("firewall: [{protocol: 'icmp', icmpCode: 1}]"), "firewall")
        .bad(small("firewall: [{ports: 22, group: 'self'}]"), "firewall")
        .bad(small("firewall: [{ports: 22, group: 'nobody'}]"), "firewall")
        .bad(small("firewall: [{ports: 22, cidr: '0.0.0.0/0'}, {ports: 22}]"), "firewall");
  }

  private static MapValue small(String more) {
    return attributes("{image: 'debian-12-x86_64', size: 'tiny', " + more + "}");
  }

  private static Value rules(String rules) {
    return attributes("{rules: [" + rules + "]}").getList("rules");
  }

  private boolean isBuilding() {
    return api.servers("tck-vms").stream()
        .anyMatch(server -> server.path("OS-EXT-STS:task_state").asString("").equals("spawning"));
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode server : api.servers("tck-vms")) {
      ((ObjectNode) server).remove("updated");
      things.put(server.path("id").asString(), server.toString());
    }
    for (JsonNode address : networks.addresses("tck-vms]")) {
      things.put(address.path("id").asString(), address.path("port_id").asString(""));
    }
    for (JsonNode group : groups()) {
      Set<String> rules = new TreeSet<>();
      group.path(RULES).forEach(rule -> rules.add(rule.toString()));
      things.put(group.path("id").asString(), group.path("description").asString() + rules);
    }
    return things;
  }

  private List<JsonNode> groups() {
    List<JsonNode> groups = new ArrayList<>();
    for (JsonNode group : api.get("network", "/v2.0/security-groups").path("security_groups")) {
      if (group.path("name").asString().startsWith("tck-vms")) {
        groups.add(group);
      }
    }
    return groups;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.deleteServer(resource.id());
    String group = resource.attributes().getString("firewallGroup", "");
    if (!group.isEmpty()) {
      api.call("DELETE", "network", "/v2.0/security-groups/" + group, "");
    }
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    String path = "/servers/" + resource.id();
    api.call("PUT", "compute", path, "{\"server\": {\"name\": \"tck-vms-tampered\"}}");
    api.call("PUT", "compute", path + "/metadata/team", "{\"meta\": {\"team\": \"other\"}}");
    api.call("POST", "compute", path + "/action", "{\"os-stop\": null}");
    OpenStackApi.await(
        "the server has stopped",
        () -> api.get("compute", path).path("server").path("status").asString().equals("SHUTOFF"));
    String group = resource.attributes().getString("firewallGroup", "");
    JsonNode rules = api.get("network", "/v2.0/security-groups/" + group).path("security_group");
    for (JsonNode rule : rules.path(RULES)) {
      if (rule.path("port_range_min").asInt(0) == 22) {
        String id = rule.path("id").asString();
        api.call("DELETE", "network", "/v2.0/security-group-rules/" + id, "");
      }
    }
    return Set.of("name", "labels", "running", "status", "firewall");
  }
}
