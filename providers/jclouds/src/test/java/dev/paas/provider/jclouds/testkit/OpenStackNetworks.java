package dev.paas.provider.jclouds.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Networks of an OpenStack and what belongs to them, seen and made without the provider. */
public final class OpenStackNetworks {
  private static final String NETWORK = "network";
  private static final List<String> KINDS = List.of("networks", "subnets", "routers");
  private static final List<String> RESTLESS = List.of("updated_at", "revision_number", "status");

  private final OpenStackApi api;

  public OpenStackNetworks(OpenStackApi api) {
    this.api = api;
  }

  /** The things of a kind, such as {@code networks}, whose names begin with {@code prefix}. */
  public List<JsonNode> named(String kind, String prefix) {
    List<JsonNode> named = new ArrayList<>();
    for (JsonNode each : api.get(NETWORK, "/v2.0/" + kind).path(kind)) {
      if (each.path("name").asString().startsWith(prefix)) {
        named.add(each);
      }
    }
    return named;
  }

  /** Networks, subnets and routers of a prefix, and what is attached to the networks. */
  public Map<String, String> things(String prefix) {
    Map<String, String> things = new TreeMap<>();
    for (String kind : KINDS) {
      for (JsonNode each : named(kind, prefix)) {
        ((ObjectNode) each).remove(RESTLESS);
        things.put(each.path("id").asString(), each.toString());
      }
    }
    for (JsonNode network : named("networks", prefix)) {
      for (JsonNode port : ports(network.path("id").asString())) {
        things.put(
            port.path("id").asString(),
            port.path("network_id").asString() + port.path("device_id").asString());
      }
    }
    return things;
  }

  /** The ports of a network. */
  public JsonNode ports(String networkId) {
    return api.get(NETWORK, "/v2.0/ports?network_id=" + networkId).path("ports");
  }

  /** The only subnet of a network. */
  public JsonNode subnet(String networkId) {
    return api.get(NETWORK, "/v2.0/subnets?network_id=" + networkId).path("subnets").path(0);
  }

  /** Floating addresses whose descriptions contain a text. */
  public List<JsonNode> addresses(String description) {
    List<JsonNode> described = new ArrayList<>();
    for (JsonNode each : api.get(NETWORK, "/v2.0/floatingips").path("floatingips")) {
      if (each.path("description").asString().contains(description)) {
        described.add(each);
      }
    }
    return described;
  }

  /** The network that leads out of the cloud. */
  public String external() {
    return named("networks", "public").get(0).path("id").asString();
  }

  /** Makes a network with a subnet and returns its id. */
  public String create(String name, String cidr) {
    return create("{\"name\": \"" + name + "\"}", name, cidr);
  }

  /** The same in a project that no server is of: one that names no network does not get it. */
  public String createElsewhere(String name, String cidr) {
    return create("{\"name\": \"" + name + "\", \"project_id\": \"outside\"}", name, cidr);
  }

  private String create(String network, String name, String cidr) {
    String id = made("networks", "network", network);
    String subnet =
        "{\"name\": \"%s\", \"network_id\": \"%s\", \"cidr\": \"%s\", \"ip_version\": 4}";
    made("subnets", "subnet", subnet.formatted(name, id, cidr));
    return id;
  }

  /** Makes a router that leads out of the cloud and returns its id. */
  public String createRouter(String name) {
    String router = "{\"name\": \"%s\", \"external_gateway_info\": {\"network_id\": \"%s\"}}";
    return made("routers", "router", router.formatted(name, external()));
  }

  private String made(String kind, String name, String thing) {
    return api.call("POST", NETWORK, "/v2.0/" + kind, "{\"" + name + "\": " + thing + "}")
        .path(name)
        .path("id")
        .asString();
  }

  /** Attaches a network to a router. */
  public void attach(String routerId, String networkId) {
    String subnet = subnet(networkId).path("id").asString();
    api.call(
        "PUT",
        NETWORK,
        "/v2.0/routers/" + routerId + "/add_router_interface",
        "{\"subnet_id\": \"" + subnet + "\"}");
  }

  /** Takes all routers from a network. */
  public void detach(String networkId) {
    for (JsonNode port : ports(networkId)) {
      if (port.path("device_owner").asString().equals("network:router_interface")) {
        api.call(
            "PUT",
            NETWORK,
            "/v2.0/routers/" + port.path("device_id").asString() + "/remove_router_interface",
            "{\"port_id\": \"" + port.path("id").asString() + "\"}");
      }
    }
  }

  /** Removes a network and what is attached to it. */
  public void remove(String networkId) {
    detach(networkId);
    for (JsonNode port : ports(networkId)) {
      api.call("DELETE", NETWORK, "/v2.0/ports/" + port.path("id").asString(), "");
    }
    api.call("DELETE", NETWORK, "/v2.0/networks/" + networkId, "");
  }

  /** Removes the routers of a prefix that nothing is attached to. */
  public void removeRouters(String prefix) {
    for (JsonNode router : named("routers", prefix)) {
      String id = router.path("id").asString();
      if (api.get(NETWORK, "/v2.0/ports?device_owner=network:router_interface&device_id=" + id)
          .path("ports")
          .isEmpty()) {
        api.call("DELETE", NETWORK, "/v2.0/routers/" + id, "");
      }
    }
  }
}
