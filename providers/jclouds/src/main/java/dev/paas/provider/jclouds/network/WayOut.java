package dev.paas.provider.jclouds.network;

import static dev.paas.provider.jclouds.network.NetworkAttributes.EXTERNAL_NETWORK;
import static dev.paas.provider.jclouds.network.NetworkAttributes.INTERNAL;
import static dev.paas.provider.jclouds.network.NetworkAttributes.ROUTER;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Optional;

/**
 * How what is in a network reaches what is outside: by a router of its own, or one that is there.
 */
final class WayOut {
  private final Networking networking;

  WayOut(Networking networking) {
    this.networking = networking;
  }

  /** Whether a network is to have a router of its own. */
  static boolean isOwn(MapValue planned) {
    return !planned.getBoolean(INTERNAL, false)
        && !planned.has(ROUTER)
        && !planned.getOrNull(ROUTER).isUnknown();
  }

  /** Looks whether there is what is named. */
  void check(MapValue planned) throws CloudException, InterruptedException, ProviderException {
    if (planned.getOrNull(INTERNAL).isUnknown() || planned.getBoolean(INTERNAL, false)) {
      return;
    }
    if (planned.getString(ROUTER) != null) {
      router(networking.routers(), planned.getString(ROUTER, ""));
    } else if (isOwn(planned)) {
      external(networking.externalNetworks(), planned);
    }
  }

  /** Attaches a network to the router that it shall have, from whatever there is. */
  void settle(MapValue planned, Situation there, Subnet subnet)
      throws CloudException, InterruptedException, ProviderException {
    if (planned.getBoolean(INTERNAL, false)) {
      return;
    }
    Router wanted =
        planned.has(ROUTER)
            ? router(there.topology().routers(), planned.getString(ROUTER, ""))
            : own(planned, there);
    if (!there.leadsTo(wanted)) {
      for (Port port : there.ways()) {
        networking.detach(port);
      }
      attach(wanted, subnet);
    }
    Optional<Router> own = there.own();
    if (own.isPresent() && !own.get().id().equals(wanted.id())) {
      networking.deleteRouter(own.get().id());
    }
  }

  private void attach(Router router, Subnet subnet)
      throws CloudException, InterruptedException, ProviderException {
    try {
      networking.attach(router.id(), subnet);
    } catch (CloudException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      // Mostly the range overlaps with that of another network there.
      throw Failures.explain(e).path(ValuePath.of(NetworkAttributes.CIDR)).build();
    }
  }

  private Router own(MapValue planned, Situation there)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Router> own = there.own();
    boolean leads = own.isPresent() && !own.get().externalNetworkId().isEmpty();
    if (leads && planned.getString(EXTERNAL_NETWORK) == null) {
      return own.get();
    }
    List<Network> externals =
        there.topology().networks().stream().filter(Network::external).toList();
    String external = external(externals, planned).id();
    if (own.isEmpty()) {
      Network network = there.network();
      return networking.createRouter(network.name(), network.description(), external);
    }
    if (!own.get().externalNetworkId().equals(external)) {
      networking.setGateway(own.get().id(), external);
    }
    return own.get();
  }

  private static Router router(List<Router> routers, String wanted) throws ProviderException {
    List<Router> found =
        routers.stream()
            .filter(each -> each.id().equals(wanted) || each.name().equals(wanted))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw ProviderException.builder(
            found.isEmpty()
                ? "the cloud has no router " + wanted
                : "the cloud has several routers " + wanted)
        .hint(
            found.isEmpty()
                ? NearMatches.hint(wanted, routers.stream().map(Router::name).toList())
                : "Name it by its id.")
        .path(ValuePath.of(ROUTER))
        .build();
  }

  private static Network external(List<Network> externals, MapValue planned)
      throws ProviderException {
    return ExternalNetworks.choose(
        externals, planned.getString(EXTERNAL_NETWORK), ValuePath.of(EXTERNAL_NETWORK));
  }
}
