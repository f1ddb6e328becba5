package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Networks and what belongs to them, as EC2 writes them. */
final class VpcMapping {
  /** What is outside of all networks; EC2 has no name for it. */
  static final Network OUTSIDE = new Network("amazon", "amazon", "", true);

  /** What says that the port of a gateway is one. */
  private static final String WAY = Networking.INTERFACES.get(0);

  private static final Set<String> ATTACHED = Set.of("available", "attaching", "attached");

  private VpcMapping() {}

  static String description(Xml thing) {
    return InstanceMapping.tags(thing).getOrDefault(PermissionMapping.DESCRIPTION, "");
  }

  private static String name(Xml thing, String id) {
    return InstanceMapping.tags(thing).getOrDefault(InstanceMapping.NAME, id);
  }

  /** A call that makes something, which bears its tags from the beginning. */
  static Call tagged(Call call, String kind, String name, String description) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(PermissionMapping.DESCRIPTION, description);
    if (!name.isEmpty()) {
      tags.put(InstanceMapping.NAME, name);
    }
    return call.with("TagSpecification.1.ResourceType", kind)
        .tagged("TagSpecification.1.Tag", tags);
  }

  static Network network(Xml vpc) {
    String id = vpc.text("vpcId");
    return new Network(id, name(vpc, id), description(vpc), false);
  }

  static Subnet subnet(Xml subnet, List<String> dns) {
    String cidr = subnet.text("cidrBlock");
    return new Subnet(subnet.text("subnetId"), subnet.text("vpcId"), cidr, first(cidr), true, dns);
  }

  /** The first address of a range, which is EC2's own router. No range is so small that it ends. */
  private static String first(String cidr) {
    String network = cidr.substring(0, Math.max(0, cidr.indexOf('/')));
    int last = network.lastIndexOf('.') + 1;
    return last == 0
        ? ""
        : network.substring(0, last) + (Integer.parseInt(network.substring(last)) + 1);
  }

  /**
   * @param leads whether what is in the network that it is attached to gets out by it
   */
  static Router router(Xml gateway, boolean leads) {
    String id = gateway.text("internetGatewayId");
    return new Router(id, name(gateway, id), description(gateway), leads ? OUTSIDE.id() : "");
  }

  /** The networks that a gateway is attached to: one, or none. */
  static List<String> attached(Xml gateway) {
    return gateway.items("attachmentSet").stream()
        .filter(each -> ATTACHED.contains(each.text("state")))
        .map(each -> each.text("vpcId"))
        .toList();
  }

  static List<Port> ways(Xml gateway) {
    String id = gateway.text("internetGatewayId");
    return attached(gateway).stream().map(vpc -> new Port(id, vpc, WAY, id, List.of())).toList();
  }

  /** A network interface: of an instance, or of what its kind says. */
  static Port port(Xml card) {
    String instance = card.text("attachment", "instanceId");
    String kind = card.text("interfaceType");
    boolean plain = kind.isEmpty() || kind.equals("interface");
    String described = card.text("description");
    return new Port(
        card.text("networkInterfaceId"),
        card.text("vpcId"),
        !instance.isEmpty() ? "instance" : plain ? "network interface" : kind,
        instance.isEmpty() ? described : instance,
        card.items("privateIpAddressesSet").stream()
            .map(each -> each.text("privateIpAddress"))
            .toList());
  }
}
