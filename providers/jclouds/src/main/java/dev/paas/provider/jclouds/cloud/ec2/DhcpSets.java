package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What machines of a network are told by DHCP. A set of it cannot be changed: a network gets
 * another one, which bears its id, and the former one goes.
 */
final class DhcpSets {
  private static final String SETS = "dhcpOptionsSet";
  private static final String SET_ID = "dhcpOptionsId";
  private static final String SERVERS = "domain-name-servers";

  /** EC2's own servers of names. */
  private static final String AMAZON = "AmazonProvidedDNS";

  /** The tag that says which network a set was made for. */
  private static final String NETWORK = "paas.network";

  private final Query query;
  private final Moments moments;
  private final String region;

  DhcpSets(Query query, Moments moments, String region) {
    this.query = query;
    this.moments = moments;
    this.region = region;
  }

  private static Call call() {
    return Call.of("DescribeDhcpOptions").with("MaxResults", "1000");
  }

  List<Xml> all() throws CloudException, InterruptedException {
    return query.all(call(), SETS);
  }

  /** The servers of names that the machines of a network are told of, but for EC2's own. */
  static List<String> servers(List<Xml> sets, Xml vpc) {
    return sets.stream()
        .filter(set -> set.text(SET_ID).equals(vpc.text(SET_ID)))
        .flatMap(set -> servers(set).stream())
        .filter(server -> !server.equals(AMAZON))
        .toList();
  }

  private static List<String> servers(Xml set) {
    List<String> servers = new ArrayList<>();
    for (Xml option : set.items("dhcpConfigurationSet")) {
      if (option.text("key").equals(SERVERS)) {
        option.items("valueSet").forEach(value -> servers.add(value.text("value")));
      }
    }
    return servers;
  }

  private List<Xml> ours(String vpc) throws CloudException, InterruptedException {
    return query.all(call().where("tag:" + NETWORK, List.of(vpc)), SETS);
  }

  /**
   * Lets the machines of a network be told of these servers.
   *
   * @param dns the servers; none for EC2's own
   */
  void choose(String vpc, List<String> dns) throws CloudException, InterruptedException {
    List<String> servers = dns.isEmpty() ? List.of(AMAZON) : dns;
    Optional<String> made = made(vpc, servers);
    String id = made.isPresent() ? made.get() : make(vpc, servers);
    associate(vpc, id);
    moments.until(() -> isOf(vpc, id));
    for (Xml other : ours(vpc)) {
      if (!other.text(SET_ID).equals(id)) {
        delete(other);
      }
    }
  }

  private Optional<String> made(String vpc, List<String> servers)
      throws CloudException, InterruptedException {
    return ours(vpc).stream()
        .filter(set -> servers(set).equals(servers))
        .map(set -> set.text(SET_ID))
        .findFirst();
  }

  private String make(String vpc, List<String> servers)
      throws CloudException, InterruptedException {
    Call call =
        Call.of("CreateDhcpOptions")
            .with("DhcpConfiguration.1.Key", SERVERS)
            .withAll("DhcpConfiguration.1.Value", servers)
            .with("TagSpecification.1.ResourceType", "dhcp-options")
            .tagged("TagSpecification.1.Tag", Map.of(NETWORK, vpc));
    Call whole =
        servers.contains(AMAZON)
            ? call.with("DhcpConfiguration.2.Key", "domain-name")
                .with("DhcpConfiguration.2.Value.1", domain())
            : call;
    String id =
        moments.made(
            () -> query.change(whole).text("dhcpOptions", SET_ID), () -> made(vpc, servers));
    moments.await(() -> made(vpc, servers));
    return id;
  }

  /** Where EC2's own servers look for a name that is said shortly. */
  private String domain() {
    return region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
  }

  private void associate(String vpc, String set) throws CloudException, InterruptedException {
    query.change(Call.of("AssociateDhcpOptions").with("DhcpOptionsId", set).with("VpcId", vpc));
  }

  private boolean isOf(String vpc, String set) throws CloudException, InterruptedException {
    return query.all(Call.of("DescribeVpcs").where("vpc-id", List.of(vpc)), "vpcSet").stream()
        .anyMatch(each -> each.text(SET_ID).equals(set));
  }

  private void delete(Xml set) throws CloudException, InterruptedException {
    query.unlessMissing(Call.of("DeleteDhcpOptions").with("DhcpOptionsId", set.text(SET_ID)));
  }

  /** Deletes the sets of a network, which is to be deleted or is gone already. */
  void remove(String vpc) throws CloudException, InterruptedException {
    for (Xml set : ours(vpc)) {
      if (isOf(vpc, set.text(SET_ID))) {
        associate(vpc, "default");
      }
      delete(set);
    }
  }
}
