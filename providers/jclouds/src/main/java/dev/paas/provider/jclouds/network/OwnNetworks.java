package dev.paas.provider.jclouds.network;

import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.naming.Marker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which networks are the platform's, where the cloud tells their names only. */
public final class OwnNetworks {
  private final Scope scope;
  private final String platform;

  public OwnNetworks(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
  }

  /** A server whose networks have ids for names, where they are the platform's: as in a plan. */
  public Server referred(Server server) throws CloudException, InterruptedException {
    Optional<Networking> networking = scope.cloud().networking();
    if (networking.isEmpty()) {
      return server;
    }
    Map<String, String> ids = new HashMap<>();
    for (Network network : networking.get().topology().networks()) {
      if (Marker.of(network.description()).platform().equals(platform)) {
        ids.put(network.name(), network.id());
      }
    }
    return server.at(
        server.addresses().stream()
            .map(
                each ->
                    new Address(
                        each.ip(),
                        ids.getOrDefault(each.network(), each.network()),
                        each.isPublic(),
                        each.isFloating()))
            .toList());
  }
}
