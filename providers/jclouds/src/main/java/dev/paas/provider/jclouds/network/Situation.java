package dev.paas.provider.jclouds.network;

import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import dev.paas.provider.jclouds.cloud.Networking.Topology;
import dev.paas.provider.jclouds.naming.Marker;
import java.util.List;
import java.util.Optional;

/** A network, and what of all that is there belongs to it. */
final class Situation {
  private final Network network;
  private final Topology topology;

  private Situation(Network network, Topology topology) {
    this.network = network;
    this.topology = topology;
  }

  /** The network of that id; empty when it is gone. */
  static Optional<Situation> of(String id, Topology topology) {
    return topology.networks().stream()
        .filter(network -> network.id().equals(id))
        .findFirst()
        .map(network -> new Situation(network, topology));
  }

  Network network() {
    return network;
  }

  Topology topology() {
    return topology;
  }

  /** Whose it is. */
  Marker marker() {
    return Marker.of(network.description());
  }

  /** Its range; of several, which others have made, the first one of IPv4. */
  Optional<Subnet> subnet() {
    List<Subnet> subnets =
        topology.subnets().stream().filter(each -> each.networkId().equals(network.id())).toList();
    Optional<Subnet> ours =
        subnets.stream().filter(subnet -> !subnet.cidr().contains(":")).findFirst();
    return ours.isPresent() ? ours : subnets.stream().findFirst();
  }

  /** Its ports that are routers'. */
  List<Port> ways() {
    return topology.ports().stream()
        .filter(port -> port.networkId().equals(network.id()) && port.isRouters())
        .toList();
  }

  boolean leadsTo(Router router) {
    return ways().stream().anyMatch(port -> port.deviceId().equals(router.id()));
  }

  /** The router that was made for it. */
  Optional<Router> own() {
    return topology.routers().stream().filter(this::isOwn).findFirst();
  }

  boolean isOwn(Router router) {
    Marker marker = marker();
    Marker routers = Marker.of(router.description());
    return !marker.key().isEmpty()
        && routers.key().equals(marker.key())
        && routers.platform().equals(marker.platform());
  }

  /** The router that it is attached to; of several its own. */
  Optional<Router> router() {
    List<Router> attached = topology.routers().stream().filter(this::leadsTo).toList();
    Optional<Router> own = attached.stream().filter(this::isOwn).findFirst();
    return own.isPresent() ? own : attached.stream().findFirst();
  }

  /** The name of a network that leads out of the cloud; its id when it is not to be seen. */
  String nameOf(String networkId) {
    return topology.networks().stream()
        .filter(each -> each.id().equals(networkId))
        .map(Network::name)
        .findFirst()
        .orElse(networkId);
  }
}
