package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.network.ExternalNetworks;
import dev.paas.spi.provider.ProviderException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to the address that a server shall have. One that is taken for it bears the server's id
 * from the beginning: so none is ever left that nobody knows of.
 */
final class Assignment {
  private final Scope scope;
  private final FloatingAddresses floating;
  private final Networking networking;
  private final Server server;
  private final OwnAddresses owned;

  Assignment(Scope scope, FloatingAddresses floating, Networking networking, Server server) {
    this.scope = scope;
    this.floating = floating;
    this.networking = networking;
    this.server = server;
    this.owned = new OwnAddresses(Marker.platform(scope.labels().platform()));
  }

  /** Gives the server the address that is wanted, and takes away the one that is not. */
  void make(Assigned wanted, Assigned before)
      throws CloudException, InterruptedException, ProviderException {
    List<Floating> all = floating.addresses();
    Network network = wanted.isWanted() && !wanted.isAddress() ? network(wanted, all) : null;
    give(all, wanted, network, before);
    if (wanted.isAddress()) {
      put(there(all, wanted.address()));
    } else if (network != null) {
      take(network, all);
    }
  }

  static Floating there(List<Floating> all, String ip) throws ProviderException {
    return all.stream()
        .filter(each -> each.ip().equals(ip))
        .findFirst()
        .orElseThrow(
            () ->
                ProviderException.builder("the cloud has no floating address " + ip)
                    .hint(NearMatches.hint(ip, all.stream().map(Floating::ip).toList()))
                    .path(PublicAddress.PATH)
                    .build());
  }

  /** Where the address comes from: when it is not said, that of the one that is there stays. */
  private Network network(Assigned wanted, List<Floating> all)
      throws CloudException, InterruptedException, ProviderException {
    List<Network> externals = networking.externalNetworks();
    Optional<Floating> own =
        all.stream().filter(each -> owned.isFor(server.id(), each)).findFirst();
    String name =
        wanted.network() == null && own.isPresent() ? own.get().networkId() : wanted.network();
    return ExternalNetworks.choose(externals, name, PublicAddress.PATH);
  }

  /** Gives back what was taken for the server and is not wanted, and takes from it what was put. */
  private void give(List<Floating> all, Assigned wanted, @Nullable Network network, Assigned before)
      throws CloudException, InterruptedException {
    for (Floating each : all) {
      boolean kept = network != null && each.networkId().equals(network.id());
      boolean wantedItself = each.ip().equals(wanted.address());
      if (owned.isFor(server.id(), each) && !kept && !wantedItself) {
        floating.release(each.id());
      } else if (PublicAddress.isBefore(each, server)
          && each.ip().equals(before.address())
          && !wantedItself) {
        floating.dissociate(each.id());
      }
    }
  }

  private void take(Network network, List<Floating> all)
      throws CloudException, InterruptedException, ProviderException {
    for (Floating each : all) {
      if (owned.isFor(server.id(), each) && each.networkId().equals(network.id())) {
        put(each);
        return;
      }
    }
    sweep(all);
    String description = owned.description(server.id());
    reach(network.name(), port -> floating.takeFor(port, network.id(), description));
  }

  private void put(Floating address)
      throws CloudException, InterruptedException, ProviderException {
    if (address.isFree()) {
      reach("the network of " + address.ip(), port -> floating.associate(address.id(), port));
    } else if (!PublicAddress.isBefore(address, server)) {
      String holder = address.serverId().isEmpty() ? address.inside() : address.serverId();
      throw ProviderException.builder("the address " + address.ip() + " is in use")
          .detail("It is put before " + holder + ".")
          .hint("Take it away from there first.")
          .path(PublicAddress.PATH)
          .build();
    }
  }

  /** Something that is done with a port. */
  private interface Attempt {
    void make(String portId) throws CloudException, InterruptedException;
  }

  /** Of the ports of a server the first one is taken that has a way there. */
  private void reach(String there, Attempt attempt)
      throws CloudException, InterruptedException, ProviderException {
    CloudException refusal = new CloudException(Kind.NOT_FOUND, "the server has no port");
    for (Port port : floating.portsOf(server.id())) {
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
        .path(PublicAddress.PATH)
        .cause(refusal)
        .build();
  }

  /** Gives back what was taken for servers that somebody else has deleted. */
  private void sweep(List<Floating> all) throws CloudException, InterruptedException {
    List<Floating> free =
        all.stream().filter(each -> each.isFree() && owned.isForAny(each)).toList();
    if (free.isEmpty()) {
      return;
    }
    List<Server> there = scope.cloud().servers();
    for (Floating each : free) {
      if (there.stream().noneMatch(one -> owned.isFor(one.id(), each))) {
        floating.release(each.id());
      }
    }
  }
}
