package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Subnets, which are what machines are put into; the VPC that one is in means it as well. */
final class Subnets {
  private static final String PAGE = "1000";

  private final Query query;

  Subnets(Query query) {
    this.query = query;
  }

  List<Network> all() throws CloudException, InterruptedException {
    Map<String, String> vpcs = new TreeMap<>();
    for (Xml vpc : query.all(Call.of("DescribeVpcs").with("MaxResults", PAGE), "vpcSet")) {
      vpcs.put(vpc.text("vpcId"), VpcMapping.network(vpc).name());
    }
    return query.all(Call.of("DescribeSubnets").with("MaxResults", PAGE), "subnetSet").stream()
        .map(subnet -> InstanceMapping.network(subnet, vpcs))
        .toList();
  }

  /** A subnet that is there, as EC2 describes it. */
  Xml one(String id) throws CloudException, InterruptedException {
    Xml answer = query.look(Call.of("DescribeSubnets").with("SubnetId.1", id));
    return answer.at("subnetSet", "item");
  }

  /** What each subnet that a server is in may be called: its id first, then by its name and VPC. */
  List<List<String>> names(Server server) throws CloudException, InterruptedException {
    Map<String, Network> subnets = new TreeMap<>();
    all().forEach(subnet -> subnets.put(subnet.id(), subnet));
    return server.addresses().stream()
        .map(Address::network)
        .filter(id -> !id.isEmpty())
        .distinct()
        .map(id -> names(subnets.getOrDefault(id, new Network(id, id, ""))))
        .toList();
  }

  private static List<String> names(Network subnet) {
    Stream<String> own = Stream.of(subnet.id(), subnet.name());
    return Stream.concat(own, subnet.around().stream().sorted()).distinct().toList();
  }
}
