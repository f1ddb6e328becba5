package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.CloudException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
