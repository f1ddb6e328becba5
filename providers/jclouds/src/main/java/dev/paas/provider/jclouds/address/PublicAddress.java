package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.call.Quotas;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Counted;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.cloud.Server.Hold;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.network.ExternalNetworks;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public address of a machine. One that is taken for it bears the machine's id in its
 * description from the beginning: so none is ever left that nobody knows of. What the cloud says of
 * a server's addresses may be late, so they are asked for.
 */
public final class PublicAddress {
  /** The attribute of a machine that asks for one. */
  public static final String ASSIGN = "assignPublicIp";

  static final ValuePath PATH = ValuePath.of(ASSIGN);

  private final Scope scope;
  private final OwnAddresses owned;

  public PublicAddress(Scope scope) {
    this.scope = scope;
    this.owned = new OwnAddresses(Marker.platform(scope.labels().platform()));
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
                        : owned.isFor(server.id(), each));
    return has ? recorded : without(recorded);
  }

  /** What is planned of a machine, or recorded, as long as it has no such address. */
  public static MapValue without(MapValue attributes) {
    return isWanted(attributes) ? attributes.with(ASSIGN, Value.of(false)) : attributes;
  }

  /** A server with the floating addresses that it really has. */
  public static Server at(MapValue recorded, Server server, List<Floating> all) {
    return isWanted(recorded) ? at(server, all) : server;
  }

  private static Server at(Server server, List<Floating> all) {
    List<Floating> put = all.stream().filter(each -> isBefore(each, server)).toList();
    List<Address> addresses =
        server.addresses().stream()
            .filter(each -> stays(each.hold(), !put.isEmpty()))
            .collect(Collectors.toCollection(ArrayList::new));
    for (Floating each : put) {
      addresses.add(new Address(each.ip(), network(server, each.inside()), true, Hold.PUT));
    }
    return server.at(addresses);
  }

  private static boolean stays(Hold hold, boolean others) {
    return switch (hold) {
      case KEPT -> true;
      case LENT -> !others;
      case PUT -> false;
    };
  }

  private static String network(Server server, String inside) {
    return server.addresses().stream()
        .filter(each -> each.ip().equals(inside))
        .map(Address::network)
        .findFirst()
        .orElse("");
  }

  /** Whether an address is put before a server. */
  static boolean isBefore(Floating address, Server server) {
    return address.serverId().isEmpty()
        ? server.addresses().stream().anyMatch(each -> each.ip().equals(address.inside()))
        : address.serverId().equals(server.id());
  }

  /** Looks whether there is what is named, and room for one more. */
  public void check(MapValue planned, @Nullable MapValue prior)
      throws CloudException, InterruptedException, ProviderException {
    Assigned assigned = Assigned.of(planned);
    if (assigned.isAddress()) {
      Assignment.there(floating().addresses(), assigned.address());
    } else if (assigned.isWanted()) {
      ExternalNetworks.choose(networking().externalNetworks(), assigned.network(), PATH);
      Assigned before = Assigned.of(prior);
      if (!before.isWanted() || before.isAddress()) {
        Quotas.check(networking().quota(Counted.FLOATING_ADDRESS), "floating addresses");
      }
    }
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
    new Assignment(scope, floating(), networking(), server).make(wanted, Assigned.of(prior));
    return at(server, floating().addresses());
  }

  /** Gives back what was taken for a machine that is to be deleted. */
  public void release(MapValue recorded, String serverId)
      throws CloudException, InterruptedException {
    if (isSaid(recorded) && !serverId.isEmpty()) {
      for (Floating each : floating().described(owned.description(serverId))) {
        floating().release(each.id());
      }
    }
  }
}
