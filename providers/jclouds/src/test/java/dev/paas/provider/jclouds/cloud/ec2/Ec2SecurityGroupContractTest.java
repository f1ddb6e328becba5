package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Ec2SecurityGroupContractTest extends Ec2Contract {
  private static final String FULL =
      """
      {name: '%s', description: 'Für [den] Laden', allowEgress: false, vpc: 'vpc-2', rules: [
        {protocol: 'tcp', ports: '8000-8099', cidr: '10.1.0.0/16'},
        {protocol: 'tcp', ports: '8000-8099', cidr: '10.3.0.0/16'},
        {protocol: 'tcp', cidr: '10.2.0.0/16'},
        {protocol: 'icmpv6', cidr: '2001:db8::/32'},
        {protocol: 'icmp', icmpType: 3, icmpCode: 4, cidr: '10.1.0.0/16'},
        {protocol: 'icmp', icmpType: 0, cidr: '10.2.0.0/16'},
        {protocol: 'esp', cidr: '10.2.0.0/16'},
        {protocol: 'sctp', cidr: '10.2.0.0/16'},
        {group: 'self'},
        {protocol: 'udp', ports: 53, group: 'self'},
        {direction: 'egress', protocol: 'udp', ports: '53', cidr: '10.0.0.53/32'}]}
      """;

  private static final String CHANGED =
      """
      {name: 'tck-groups', description: 'Shop', allowEgress: true, vpc: 'vpc-2', rules: [
        {protocol: 'icmpv6', cidr: '2001:db8:0::/32'},
        {protocol: 'icmp', icmpType: 3, cidr: '10.1.0.0/16'},
        {protocol: 'tcp', ports: 443, cidr: '0.0.0.0/0'},
        {protocol: 'tcp', ports: 443, cidr: '::/0'},
        {protocol: 'tcp', ports: 22, cidr: '10.1.0.0/16'}]}
      """;

  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2SecurityGroupContractTest() {
    super(EC2);
  }

  @AfterAll
  static void close() {
    EC2.close();
  }

  @Override
  protected String type() {
    return "jclouds.securityGroup";
  }

  private static MapValue rule(String rule) {
    return attributes("{rules: [{" + rule + "}]}");
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes(FULL.formatted("tck-groups")))
        .inPlace(attributes(CHANGED))
        .replacing(attributes(FULL.formatted("tck-groups-other")))
        // That a group is not there only a look can tell, which a plan does not take.
        .failing(rule("group: 'sg-00000000'"))
        .bad(rule("protocol: 'tcp', ports: 65536, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'sctp', ports: 80, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("group: 'self', ipVersion: 6"), "rules")
        .bad(rule("group: 'nobody'"), "rules")
        .bad(rule("direction: 'egress', cidr: '0.0.0.0/0'"), "rules")
        .bad(attributes("{description: '" + "x".repeat(250) + "'}"), "description")
        .bad(attributes("{name: 'sg-web'}"), "name")
        .bad(attributes("{name: 'Für alle'}"), "name")
        .bad(attributes("{name: 'web', vpc: 'vpc-1'}"), "name");
  }

  @Override
  public void destroy(ObservedResource resource) {
    cloud.removeGroup(resource.id());
  }

  /** Somebody lets in what we have no name for, and shuts one thing. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    SecurityGroup group = cloud.group(resource.id());
    Permission more = new Permission(true, "89", "", "", "ipRanges", "0.0.0.0/0");
    group.tamper(List.of(more), List.of(group.permissions().get(1)));
    return Set.of("rules");
  }
}
