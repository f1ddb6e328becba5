package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.call.Quotas;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Counted;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.network.ExternalNetworks;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public address of a machine. One that is taken for it bears the machine's id in its
 * description from the beginning, and is put before it in the same call: so none is ever left that
 * nobody knows of. What the cloud says of a server's addresses may be late, so they are asked for.
 */
public final class PublicAddress {
  /** The attribute of a machine that asks for one. */
  public static final String ASSIGN = "assignPublicIp";

  private static final ValuePath PATH = ValuePath.of(ASSIGN);

  /** What keys begin with that are made of a server's id; those of the engine are hexadecimal. */
  private static final String OF_SERVER = "vm";

  private final Scope scope;
  private final String platform;

  public PublicAddress(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
  }

  /** Refuses what would be seen by all. */
  public static void check(MapValue configuration) throws ProviderException {
    if (configuration.getOrNull(ASSIGN).hasSensitive()) {
      throw ProviderException.builder("it cannot hold something sensitive")
          .detail("Whoever may list addresses reads it.")
          .path(PATH)
          .build();
    }
  }

  /** Whether a machine is to have one. */
  public static boolean isWanted(MapValue attributes) {
    return Assigned.of(attributes).isWanted();
  }

  /** Whether there may be one, or have been: one that somebody took away is told as false. */
  private boolean isSaid(MapValue recorded) {
    return recorded.has(ASSIGN) && scope.cloud().floatingAddresses().isPresent();
  }

  private FloatingAddresses floating() {
    return scope.cloud().floatingAddresses().orElseThrow(PublicAddress::unexpected);
  }

  private Networking networking() {
    return scope.cloud().networking().orElseThrow(PublicAddress::unexpected);
  }

  private static IllegalStateException unexpected() {
    return new IllegalStateException("it was refused when it was planned");
  }

  /** All addresses, when any of these machines is to have one. */
  public List<Floating> among(List<MapValue> recorded) throws CloudException, InterruptedException {
    return recorded.stream().anyMatch(PublicAddress::isWanted) ? floating().addresses() : List.of();
  }

  /** What is recorded of a machine, without an address that it has not got any more. */
  public MapValue recorded(MapValue recorded, Server server, List<Floating> all) {
    Assigned assigned = Assigned.of(recorded);
    if (!assigned.isWanted()) {
      return recorded;
    }
    boolean has =
        all.stream()
            .filter(each -> isBefore(each, server))
            .anyMatch(
                each ->
                    assigned.isAddress()
                        ? each.ip().equals(assigned.address())
                        : isOwn(each, server.id()));
    return has ? recorded : recorded.with(ASSIGN, Value.of(false));
  }

  /** A server with the floating addresses that it really has. */
  public static Server at(MapValue recorded, Server server, List<Floating> all) {
    return isWanted(recorded) ? at(server, all) : server;
  }

  private static Server at(Server server, List<Floating> all) {
    List<Address> addresses =
        server.addresses().stream()
            .filter(each -> !each.isFloating())
            .collect(Collectors.toCollection(ArrayList::new));
    for (Floating each : all) {
      if (isBefore(each, server)) {
        addresses.add(new Address(each.ip(), network(server, each.inside()), true, true));
      }
    }
    return server.at(addresses);
  }

  private static String network(Server server, String inside) {
    return server.addresses().stream()
        .filter(each -> each.ip().equals(inside))
        .map(Address::network)
        .findFirst()
        .orElse("");
  }

  private static boolean isBefore(Floating address, Server server) {
    return address.serverId().isEmpty()
        ? server.addresses().stream().anyMatch(each -> each.ip().equals(address.inside()))
        : address.serverId().equals(server.id());
  }

  private Marker marker(String serverId) {
    return new Marker("", OF_SERVER + serverId.replaceAll("[^a-z0-9]", ""), platform);
  }

  private boolean isOwn(Floating address, String serverId) {
    return Marker.of(address.description()).equals(marker(serverId));
  }

  /** Looks whether there is what is named, and room for one more. */
  public void check(MapValue planned, @Nullable MapValue prior)
      throws CloudException, InterruptedException, ProviderException {
    Assigned assigned = Assigned.of(planned);
    if (assigned.isAddress()) {
      there(floating().addresses(), assigned.address());
    } else if (assigned.isWanted()) {
      ExternalNetworks.choose(networking().externalNetworks(), assigned.network(), PATH);
      Assigned before = Assigned.of(prior);
      if (!before.isWanted() || before.isAddress()) {
        Quotas.check(networking().quota(Counted.FLOATING_ADDRESS), "floating addresses");
      }
    }
  }

  private static Floating there(List<Floating> all, String ip) throws ProviderException {
    return all.stream()
        .filter(each -> each.ip().equals(ip))
        .findFirst()
        .orElseThrow(
            () ->
                ProviderException.builder("the cloud has no floating address " + ip)
                    .hint(NearMatches.hint(ip, all.stream().map(Floating::ip).toList()))
                    .path(PATH)
                    .build());
  }

  /**
   * Gives a server the address that it shall have, and takes away the one that it shall not.
   *
   * @param prior what it was; {@code null} when it is new
   * @return the server with its addresses
   */
  public Server settle(MapValue planned, @Nullable MapValue prior, Server server)
      throws CloudException, InterruptedException, ProviderException {
    Assigned wanted = Assigned.of(planned);
    if (!wanted.isWanted() && (prior == null || !isSaid(prior))) {
      return server;
    }
    List<Floating> all = floating().addresses();
    Network network =
        wanted.isWanted() && !wanted.isAddress() ? network(wanted, server, all) : null;
    give(server, all, wanted, network, Assigned.of(prior));
    if (wanted.isAddress()) {
      put(there(all, wanted.address()), server);
    } else if (wanted.isWanted() && network != null) {
      take(network, server, all);
    }
    return at(server, floating().addresses());
  }

  /** Where the address comes from: when it is not said, that of the one that is there stays. */
  private Network network(Assigned wanted, Server server, List<Floating> all)
      throws CloudException, InterruptedException, ProviderException {
    List<Network> externals = networking().externalNetworks();
    Optional<Floating> own = all.stream().filter(each -> isOwn(each, server.id())).findFirst();
    String name =
        wanted.network() == null && own.isPresent() ? own.get().networkId() : wanted.network();
    return ExternalNetworks.choose(externals, name, PATH);
  }

  /** Gives back what was taken for the server and is not wanted, and takes from it what was put. */
  private void give(
      Server server,
      List<Floating> all,
      Assigned wanted,
      @Nullable Network network,
      Assigned before)
      throws CloudException, InterruptedException {
    for (Floating each : all) {
      boolean kept = network != null && each.networkId().equals(network.id());
      if (isOwn(each, server.id()) && !kept) {
        floating().release(each.id());
      } else if (isBefore(each, server)
          && each.ip().equals(before.address())
          && !each.ip().equals(wanted.address())) {
        floating().dissociate(each.id());
      }
    }
  }

  private void take(Network network, Server server, List<Floating> all)
      throws CloudException, InterruptedException, ProviderException {
    for (Floating each : all) {
      if (isOwn(each, server.id()) && each.networkId().equals(network.id())) {
        put(each, server);
        return;
      }
    }
    sweep(all);
    String description = marker(server.id()).description();
    reach(server, network.name(), port -> floating().takeFor(port, network.id(), description));
  }

  private void put(Floating address, Server server)
      throws CloudException, InterruptedException, ProviderException {
    if (address.isFree()) {
      reach(
          server,
          "the network of " + address.ip(),
          port -> floating().associate(address.id(), port));
    } else if (!isBefore(address, server)) {
      String holder = address.serverId().isEmpty() ? address.inside() : address.serverId();
      throw ProviderException.builder("the address " + address.ip() + " is in use")
          .detail("It is put before " + holder + ".")
          .hint("Take it away from there first.")
          .path(PATH)
          .build();
    }
  }

  /** Something that is done with a port. */
  private interface Attempt {
    void make(String portId) throws CloudException, InterruptedException;
  }

  /** Of the ports of a server the first one is taken that has a way there. */
  private void reach(Server server, String there, Attempt attempt)
      throws CloudException, InterruptedException, ProviderException {
    CloudException refusal = new CloudException(Kind.NOT_FOUND, "the server has no port");
    for (Port port : floating().portsOf(server.id())) {
      try {
        attempt.make(port.id());
        return;
      } catch (CloudException e) {
        if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.REFUSED) {
          throw e;
        }
        refusal = e;
      }
    }
    throw ProviderException.builder("no network of the machine leads to " + there)
        .detail(Failures.sentence(refusal.said()))
        .hint("Attach the machine to a network that has a router to it.")
        .path(PATH)
        .cause(refusal)
        .build();
  }

  /** Gives back what was taken for servers that somebody else has deleted. */
  private void sweep(List<Floating> all) throws CloudException, InterruptedException {
    List<Floating> free = all.stream().filter(each -> each.isFree() && isOfServer(each)).toList();
    if (free.isEmpty()) {
      return;
    }
    Set<String> there =
        scope.cloud().servers().stream()
            .map(server -> marker(server.id()).key())
            .collect(Collectors.toSet());
    for (Floating each : free) {
      if (!there.contains(Marker.of(each.description()).key())) {
        floating().release(each.id());
      }
    }
  }

  private boolean isOfServer(Floating address) {
    Marker marker = Marker.of(address.description());
    return marker.platform().equals(platform) && marker.key().startsWith(OF_SERVER);
  }

  /** Gives back what was taken for a machine that is to be deleted. */
  public void release(MapValue recorded, String serverId)
      throws CloudException, InterruptedException {
    if (isSaid(recorded) && !serverId.isEmpty()) {
      for (Floating each : floating().described(marker(serverId).description())) {
        floating().release(each.id());
      }
    }
  }
}
