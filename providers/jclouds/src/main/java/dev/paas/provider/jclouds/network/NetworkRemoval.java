package dev.paas.provider.jclouds.network;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Takes a network away, with its subnet and the router that was made for it. */
final class NetworkRemoval {
  /** How often it is looked whether the ports of machines that were deleted have vanished. */
  private static final int LOOKS = 20;

  private final Networking networking;
  private final Duration pollInterval;
  private final CallContext context;

  NetworkRemoval(Networking networking, Duration pollInterval, CallContext context) {
    this.networking = networking;
    this.pollInterval = pollInterval;
    this.context = context;
  }

  void remove(Situation network) throws CloudException, InterruptedException, ProviderException {
    awaitUnused(network);
    checkFree(network);
    for (Port way : network.ways()) {
      detach(way);
    }
    Optional<Router> own = network.own();
    if (own.isPresent()) {
      networking.deleteRouter(own.get().id());
    }
    try {
      networking.deleteNetwork(network.network().id());
    } catch (CloudException e) {
      if (e.kind() != Kind.CONFLICT) {
        throw e;
      }
      throw Failures.explain(e).hint("Delete what is still in it first.").build();
    }
  }

  /** Of a network that somebody else has deleted the router may be left, and little else. */
  void removeRest(MapValue recorded, String platform) throws CloudException, InterruptedException {
    String id = recorded.getString(NetworkAttributes.ROUTER_ID, "");
    for (Router router : networking.routers()) {
      boolean ours = Marker.of(router.description()).platform().equals(platform);
      if (router.id().equals(id) && ours && router.name().equals(recorded.getString("name"))) {
        networking.deleteRouter(id);
      }
    }
    networking.deleteRest(recorded.getString("id", ""));
  }

  private void awaitUnused(Situation network)
      throws CloudException, InterruptedException, ProviderException {
    String id = network.network().id();
    List<Port> used = users(network.topology().ports(), id);
    for (int look = 1; look < LOOKS && !used.isEmpty(); look++) {
      context.progress("in use by " + used.size() + (used.size() == 1 ? " port" : " ports"));
      TimeUnit.MILLISECONDS.sleep(pollInterval.toMillis());
      used = users(networking.around(id).ports(), id);
    }
    if (!used.isEmpty()) {
      throw ProviderException.builder("the network " + network.network().name() + " is in use")
          .detail(
              "It has "
                  + used.stream().map(NetworkRemoval::told).collect(Collectors.joining("; "))
                  + ".")
          .hint("Delete these machines, or ports, first.")
          .build();
    }
  }

  /** Looks for what only somebody else may delete, before anything is. */
  private void checkFree(Situation network)
      throws CloudException, InterruptedException, ProviderException {
    List<String> holders = networking.holders(network.network().id());
    if (!holders.isEmpty()) {
      throw ProviderException.builder("the network " + network.network().name() + " is in use")
          .detail("It has " + String.join("; ", holders) + ".")
          .hint("Delete these first.")
          .build();
    }
  }

  private static List<Port> users(List<Port> ports, String networkId) {
    return ports.stream()
        .filter(port -> port.networkId().equals(networkId))
        .filter(port -> !port.isRouters() && !port.isClouds())
        .toList();
  }

  private static String told(Port port) {
    String of = port.deviceId().isEmpty() ? "" : " of " + port.owner() + " " + port.deviceId();
    String at = port.addresses().isEmpty() ? "" : " at " + String.join(", ", port.addresses());
    return "the port " + port.id() + of + at;
  }

  private void detach(Port way) throws CloudException, InterruptedException, ProviderException {
    try {
      networking.detach(way);
    } catch (CloudException e) {
      if (e.kind() != Kind.CONFLICT) {
        throw e;
      }
      throw Failures.explain(e)
          .hint("Release the floating addresses that lead into the network.")
          .build();
    }
  }
}
