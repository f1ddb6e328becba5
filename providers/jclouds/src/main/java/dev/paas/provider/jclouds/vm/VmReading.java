package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.volume.AttachedVolumes;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at machines that are recorded. One is there as long as its server is, or its firewall: what
 * is left of it must not be forgotten.
 */
final class VmReading {
  private final Scope scope;
  private final VmAttributes attributes;
  private final OwnGroup own;
  private final PublicAddress addresses;

  VmReading(Scope scope, VmAttributes attributes) {
    this.scope = scope;
    this.attributes = attributes;
    this.own = new OwnGroup(scope);
    this.addresses = new PublicAddress(scope);
  }

  /** One machine. */
  Optional<ObservedResource> one(MapValue recorded) throws CloudException, InterruptedException {
    Optional<Server> server = server(recorded);
    List<Floating> floating = addresses.among(List.of(recorded));
    return observed(recorded, server, own.of(recorded, server), attributes.attached(), floating);
  }

  /** The server of a recorded machine, as far as it is there. */
  Optional<Server> server(MapValue recorded) throws CloudException, InterruptedException {
    String id = VmAttributes.id(recorded);
    Optional<Server> server = id.isEmpty() ? Optional.empty() : scope.cloud().server(id);
    if (server.isPresent() && server.get().phase() != Phase.GONE) {
      return server;
    }
    Optional<Group> firewall = own.of(recorded, Optional.empty());
    return firewall.isEmpty()
        ? Optional.empty()
        : of(firewall.get(), scope.cloud().serversNamed(recorded.getString("name", "")));
  }

  /** The server that was ordered with a firewall, by an update that was interrupted. */
  private Optional<Server> of(Group firewall, List<Server> servers) {
    String key = OwnGroup.key(firewall);
    return servers.stream()
        .filter(server -> scope.labels().isOf(key, server.metadata()))
        .filter(server -> server.phase() != Phase.GONE)
        .findFirst();
  }

  private Optional<ObservedResource> observed(
      MapValue recorded,
      Optional<Server> server,
      Optional<Group> firewall,
      AttachedVolumes attached,
      List<Floating> floating)
      throws CloudException, InterruptedException {
    return server.isPresent()
        ? Optional.of(
            attributes.observed(
                addresses.recorded(recorded, server.get(), floating),
                PublicAddress.at(recorded, server.get(), floating),
                firewall,
                attached))
        : firewall.map(left -> attributes.missing(recorded, left));
  }

  /**
   * Many machines: one list of servers and, when any has a firewall, one of groups, when any has a
   * public address, one of those.
   */
  List<Optional<ObservedResource>> all(List<MapValue> recorded)
      throws CloudException, InterruptedException {
    List<Server> servers = scope.cloud().servers();
    Map<String, Server> byId = new HashMap<>();
    servers.stream()
        .filter(server -> server.phase() != Phase.GONE)
        .forEach(server -> byId.put(server.id(), server));
    List<Group> groups = anyFirewall(recorded, byId) ? firewall().groups() : List.of();
    List<Floating> floating = addresses.among(recorded);
    AttachedVolumes attached = attributes.attached();
    List<Optional<ObservedResource>> all = new ArrayList<>(recorded.size());
    for (MapValue one : recorded) {
      Optional<Server> server = Optional.ofNullable(byId.get(VmAttributes.id(one)));
      Optional<Group> group = group(one, server, groups);
      if (server.isEmpty() && group.isPresent()) {
        server = of(group.get(), servers);
      }
      all.add(observed(one, server, group, attached, floating));
    }
    return all;
  }

  private Firewall firewall() {
    return scope
        .cloud()
        .firewall()
        .orElseThrow(() -> new IllegalStateException("it was refused when it was planned"));
  }

  private static boolean anyFirewall(List<MapValue> recorded, Map<String, Server> servers) {
    for (MapValue one : recorded) {
      Server server = servers.get(VmAttributes.id(one));
      if (one.has(OwnGroup.GROUP)
          || (server != null && server.metadata().containsKey(Labels.FIREWALL))) {
        return true;
      }
    }
    return false;
  }

  private Optional<Group> group(MapValue recorded, Optional<Server> server, List<Group> groups) {
    String id = recorded.getString(OwnGroup.GROUP, "");
    for (Group group : groups) {
      if (group.id().equals(id)) {
        return Optional.of(group);
      }
    }
    Map<String, String> labels = server.map(Server::metadata).orElse(Map.of());
    String key = labels.containsKey(Labels.FIREWALL) ? labels.get(Labels.KEY) : null;
    return key == null
        ? Optional.empty()
        : groups.stream().filter(group -> own.isOf(key, group)).findFirst();
  }
}
