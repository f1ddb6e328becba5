package dev.paas.provider.jclouds.cloud;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Networks of one's own, and the routers between them. As safe for threads as {@link Cloud} is. */
public interface Networking {

  /** What counts against a quota of its own. */
  enum Counted {
    NETWORK,
    SUBNET,
    ROUTER,
    FLOATING_ADDRESS
  }

  /** What networks can be; asks nobody. */
  default NetworkAbilities abilities() {
    return NetworkAbilities.all();
  }

  /** All that the account sees, with as few calls as the API allows; of ports only routers'. */
  Topology topology() throws CloudException, InterruptedException;

  /** One network, if it is there, with its ports, all that lead out of the cloud, all routers. */
  Topology around(String networkId) throws CloudException, InterruptedException;

  /** Networks with exactly that description. */
  List<Network> networksDescribed(String description) throws CloudException, InterruptedException;

  /** The networks that lead out of the cloud. */
  List<Network> externalNetworks() throws CloudException, InterruptedException;

  List<Router> routers() throws CloudException, InterruptedException;

  /**
   * Makes a network.
   *
   * @param cidr the range of its subnet, which is to be made; {@code null} for one of the pool
   */
  Network createNetwork(String name, String description, @Nullable String cidr)
      throws CloudException, InterruptedException;

  void describeNetwork(String id, String description) throws CloudException, InterruptedException;

  /** Deletes a network and its subnet; that it is gone already is success. */
  void deleteNetwork(String id) throws CloudException, InterruptedException;

  /**
   * What else holds a network that is to be deleted, each in a few words for people; its ports, and
   * routers, are none of it.
   */
  default List<String> holders(String networkId) throws CloudException, InterruptedException {
    return List.of();
  }

  /** Deletes what is left of a network that somebody else has deleted, but for its router. */
  default void deleteRest(String networkId) throws CloudException, InterruptedException {}

  void createSubnet(SubnetTemplate template) throws CloudException, InterruptedException;

  void changeSubnet(Subnet subnet, boolean dhcp, List<String> dns)
      throws CloudException, InterruptedException;

  /** Where ranges are taken from when none is said; empty when there is no such pool. */
  Optional<String> defaultPool() throws CloudException, InterruptedException;

  /** Makes a router that leads to an external network. */
  Router createRouter(String name, String description, String externalNetworkId)
      throws CloudException, InterruptedException;

  void setGateway(String routerId, String externalNetworkId)
      throws CloudException, InterruptedException;

  /** Deletes a router that nothing is attached to; that it is gone already is success. */
  void deleteRouter(String id) throws CloudException, InterruptedException;

  void attach(String routerId, Subnet subnet) throws CloudException, InterruptedException;

  /** Takes a port of a router's away; that it is gone already is success. */
  void detach(Port port) throws CloudException, InterruptedException;

  /** How many there may be, and are; empty when nothing limits it, or nobody may know. */
  Optional<Quota> quota(Counted counted) throws CloudException, InterruptedException;

  /** Several networks and what belongs to them, as they were at one time. */
  record Topology(
      List<Network> networks, List<Subnet> subnets, List<Port> ports, List<Router> routers) {
    public Topology {
      networks = List.copyOf(networks);
      subnets = List.copyOf(subnets);
      ports = List.copyOf(ports);
      routers = List.copyOf(routers);
    }
  }

  /**
   * A network.
   *
   * @param external whether it leads out of the cloud
   */
  record Network(String id, String name, String description, boolean external) {}

  /**
   * A range of addresses of a network.
   *
   * @param gateway where what is for others goes; empty for nowhere
   * @param dns the servers of names, in their order
   */
  record Subnet(
      String id, String networkId, String cidr, String gateway, boolean dhcp, List<String> dns) {
    public Subnet {
      dns = List.copyOf(dns);
    }
  }

  /**
   * A subnet that is to be made.
   *
   * @param description that of its network
   * @param cidr its range; {@code null} for one of the pool
   * @param pool the id of the pool; {@code null} when the range is said
   * @param gateway where what is for others goes: {@code null} for the first address, empty for
   *     nowhere
   */
  record SubnetTemplate(
      String networkId,
      String name,
      String description,
      @Nullable String cidr,
      @Nullable String pool,
      @Nullable String gateway,
      boolean dhcp,
      List<String> dns) {
    public SubnetTemplate {
      dns = List.copyOf(dns);
    }
  }

  /**
   * Something that is attached to a network.
   *
   * @param owner what kind of thing has it, such as {@code compute:nova}
   * @param deviceId the id of the thing; empty for none
   * @param addresses its addresses in the network
   */
  record Port(String id, String networkId, String owner, String deviceId, List<String> addresses) {
    public Port {
      addresses = List.copyOf(addresses);
    }

    /** Whether it is a router's, for what is in the network. */
    public boolean isRouters() {
      return INTERFACES.contains(owner);
    }

    /** Whether it is the cloud's own, and goes with the network. */
    public boolean isClouds() {
      return owner.startsWith("network:") && !isRouters();
    }
  }

  /** What the ports of routers are called: of one, of one that is everywhere, of a pair. */
  List<String> INTERFACES =
      List.of(
          "network:router_interface",
          "network:router_interface_distributed",
          "network:ha_router_replicated_interface");

  /**
   * A router.
   *
   * @param externalNetworkId where it leads; empty for nowhere
   */
  record Router(String id, String name, String description, String externalNetworkId) {}
}
