package dev.paas.provider.jclouds.cloud.nova;

import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The networks of a server: Nova tells their names, its ports which of that name they are. */
final class ServerNetworks {
  private ServerNetworks() {}

  /** The name and the id of each, in Nova's order. */
  static List<List<String>> names(Server server, List<Port> ports, List<Network> networks) {
    Map<String, String> names =
        networks.stream().collect(Collectors.toMap(Network::id, Network::name, (one, same) -> one));
    List<String> order = server.addresses().stream().map(Address::network).distinct().toList();
    return ports.stream()
        .map(Port::networkId)
        .distinct()
        .map(id -> List.of(names.getOrDefault(id, id), id))
        .sorted(Comparator.comparing(each -> place(order, each.get(0))))
        .toList();
  }

  /** What Nova has not heard of yet comes last. */
  private static int place(List<String> order, String name) {
    int place = order.indexOf(name);
    return place < 0 ? order.size() : place;
  }
}
