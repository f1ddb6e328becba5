package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Networking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Networks, subnets and routers of Neutron. */
final class NeutronNetworking implements Networking {
  private static final String NETWORK = "network";
  private static final String NETWORKS = "/v2.0/networks";
  private static final String SUBNETS = "/v2.0/subnets";
  private static final String PORTS = "/v2.0/ports";
  private static final String ROUTERS = "/v2.0/routers";

  private final Session session;
  private final Pages pages;
  private final NeutronQuotas quotas;

  NeutronNetworking(Session session) {
    this.session = session;
    this.pages = new Pages(session);
    this.quotas = new NeutronQuotas(session);
  }

  @Override
  public Topology topology() throws CloudException, InterruptedException {
    String interfaces =
        INTERFACES.stream()
            .map(owner -> "device_owner=" + owner)
            .collect(Collectors.joining("&", "?", ""));
    List<Network> networks = list(NETWORKS, "networks", NetworkMapping::network);
    return topology(networks, "", interfaces);
  }

  @Override
  public Topology around(String networkId) throws CloudException, InterruptedException {
    String self = "?id=" + encoded(networkId);
    List<Network> networks = new ArrayList<>(externalNetworks());
    networks.addAll(list(NETWORKS + self, "networks", NetworkMapping::network));
    String inside = "?network_id=" + encoded(networkId);
    return topology(networks, inside, inside);
  }

  private Topology topology(List<Network> networks, String subnets, String ports)
      throws CloudException, InterruptedException {
    return new Topology(
        networks,
        list(SUBNETS + subnets, "subnets", NetworkMapping::subnet),
        list(PORTS + ports, "ports", NetworkMapping::port),
        routers());
  }

  private <T> List<T> list(String path, String name, Function<JsonObject, T> mapping)
      throws CloudException, InterruptedException {
    return pages.all(NETWORK, path, name, name + "_links").stream().map(mapping).toList();
  }

  @Override
  public List<Network> networksDescribed(String description)
      throws CloudException, InterruptedException {
    String query = "?description=" + encoded(description);
    return list(NETWORKS + query, "networks", NetworkMapping::network);
  }

  @Override
  public List<Network> externalNetworks() throws CloudException, InterruptedException {
    return list(NETWORKS + "?router:external=true", "networks", NetworkMapping::network);
  }

  /** A cloud without routers does not know their address. */
  @Override
  public List<Router> routers() throws CloudException, InterruptedException {
    try {
      return list(ROUTERS, "routers", NetworkMapping::router);
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public Network createNetwork(String name, String description, @Nullable String cidr)
      throws CloudException, InterruptedException {
    JsonObject network = NetworkMapping.described(name, description);
    return NetworkMapping.network(create(NETWORKS, "network", network));
  }

  private JsonObject create(String path, String name, JsonObject thing)
      throws CloudException, InterruptedException {
    JsonElement answer = session.change("POST", NETWORK, path, wrapped(name, thing));
    return answer.getAsJsonObject().getAsJsonObject(name);
  }

  private void update(String path, String id, JsonObject change)
      throws CloudException, InterruptedException {
    session.change("PUT", NETWORK, path + "/" + encoded(id), change);
  }

  private void delete(String path, String id) throws CloudException, InterruptedException {
    try {
      session.change("DELETE", NETWORK, path + "/" + encoded(id), null);
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public void describeNetwork(String id, String description)
      throws CloudException, InterruptedException {
    update(NETWORKS, id, wrapped("network", property("description", description)));
  }

  @Override
  public void deleteNetwork(String id) throws CloudException, InterruptedException {
    delete(NETWORKS, id);
  }

  @Override
  public void createSubnet(SubnetTemplate template) throws CloudException, InterruptedException {
    create(SUBNETS, "subnet", NetworkMapping.subnet(template));
  }

  @Override
  public void changeSubnet(Subnet there, boolean dhcp, List<String> dns)
      throws CloudException, InterruptedException {
    JsonObject subnet = new JsonObject();
    subnet.addProperty("enable_dhcp", dhcp);
    subnet.add("dns_nameservers", NetworkMapping.array(dns));
    update(SUBNETS, there.id(), wrapped("subnet", subnet));
  }

  @Override
  public Optional<String> defaultPool() throws CloudException, InterruptedException {
    String query = "/v2.0/subnetpools?is_default=true&ip_version=4";
    return list(query, "subnetpools", each -> text(each, "id")).stream().findFirst();
  }

  @Override
  public Router createRouter(String name, String description, String externalNetworkId)
      throws CloudException, InterruptedException {
    JsonObject router = NetworkMapping.described(name, description);
    router.add("external_gateway_info", property("network_id", externalNetworkId));
    return NetworkMapping.router(create(ROUTERS, "router", router));
  }

  @Override
  public void setGateway(String routerId, String externalNetworkId)
      throws CloudException, InterruptedException {
    JsonObject gateway = property("network_id", externalNetworkId);
    update(ROUTERS, routerId, wrapped("router", wrapped("external_gateway_info", gateway)));
  }

  @Override
  public void deleteRouter(String id) throws CloudException, InterruptedException {
    delete(ROUTERS, id);
  }

  @Override
  public void attach(String routerId, Subnet subnet) throws CloudException, InterruptedException {
    act(routerId, "add_router_interface", property("subnet_id", subnet.id()));
  }

  @Override
  public void detach(Port port) throws CloudException, InterruptedException {
    try {
      act(port.deviceId(), "remove_router_interface", property("port_id", port.id()));
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void act(String routerId, String action, JsonObject what)
      throws CloudException, InterruptedException {
    String path = ROUTERS + "/" + encoded(routerId) + "/" + action;
    session.change("PUT", NETWORK, path, what);
  }

  @Override
  public Optional<Quota> quota(Counted counted) throws CloudException, InterruptedException {
    return quotas.of(
        switch (counted) {
          case NETWORK -> "network";
          case SUBNET -> "subnet";
          case ROUTER -> "router";
          case FLOATING_ADDRESS -> "floatingip";
        });
  }
}
