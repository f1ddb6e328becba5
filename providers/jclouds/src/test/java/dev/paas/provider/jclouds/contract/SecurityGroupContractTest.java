package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import tools.jackson.databind.JsonNode;

@Order(4)
class SecurityGroupContractTest extends CloudContract implements World {
  private static final String GROUPS = "/v2.0/security-groups";

  private static final String FULL =
      """
      {name: '%s', description: 'Shop [front] windows', allowEgress: false, rules: [
        {protocol: 'tcp', ports: '8000-8099', cidr: '10.1.0.0/16'},
        {protocol: 'icmpv6', cidr: '2001:db8::/32'},
        {protocol: 'icmp', icmpType: 3, icmpCode: 4, cidr: '10.1.0.0/16'},
        {protocol: 'icmp', icmpType: 0, cidr: '10.2.0.0/16'},
        {group: 'self', ipVersion: 6},
        {direction: 'egress', protocol: 'udp', ports: '53', cidr: '10.0.0.53/32'}]}
      """;

  private static final String CHANGED =
      """
      {name: 'tck-groups-changed', description: 'Shop', allowEgress: true, rules: [
        {protocol: 'icmpv6', cidr: '2001:db8:0::/32'},
        {protocol: 'icmp', icmpType: 3, cidr: '10.1.0.0/16'},
        {protocol: 'tcp', ports: 443, cidr: '0.0.0.0/0'},
        {protocol: 'tcp', ports: 22, cidr: '10.1.0.0/16'}]}
      """;

  @Override
  String prefix() {
    return "groups";
  }

  @Override
  protected String type() {
    return "jclouds.securityGroup";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes(FULL.formatted("tck-groups-full")))
        .inPlace(attributes(CHANGED))
        // That a group is not there only a look can tell, which a plan does not take.
        .failing(rule("group: '00000000-0000-4000-8000-000000000000'"))
        .bad(rule("cidr: '10.1.2.3/8'"), "rules")
        .bad(rule("cidr: '10.0.0.0/33'"), "rules")
        .bad(rule("cidr: '10.0.0.1'"), "rules")
        .bad(rule("cidr: '2001:db8::1/64'"), "rules")
        .bad(rule("cidr: 'host.example.com/32'"), "rules")
        .bad(rule("protocol: 'tcp', ports: 65536, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'tcp', ports: '90-80', cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'tcp', ports: 'http', cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("ports: 80, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'udp', icmpType: 8, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'icmp', icmpCode: 0, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'icmp', icmpType: 256, cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'tpc', cidr: '0.0.0.0/0'"), "rules")
        .bad(rule("protocol: 'icmp', cidr: '::/0'"), "rules")
        .bad(rule("protocol: 'tcp'"), "rules")
        .bad(rule("group: 'nobody'"), "rules")
        .bad(rule("direction: 'egress', cidr: '0.0.0.0/0'"), "rules")
        .bad(
            attributes("{rules: [{cidr: '0.0.0.0/0'}, {cidr: '0.0.0.0/0', protocol: 'any'}]}"),
            "rules")
        .bad(attributes("{description: '" + "x".repeat(250) + "'}"), "description")
        .bad(attributes("{vpc: 'vpc-1'}"), "vpc")
        .untested("vpc")
        .bad(attributes("{name: 'default'}"), "name");
  }

  private static MapValue rule(String rule) {
    return attributes("{rules: [{" + rule + "}]}");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode group : api.get("network", GROUPS).path("security_groups")) {
      if (group.path("name").asString().startsWith("tck-groups")) {
        TreeMap<String, String> rules = new TreeMap<>();
        group
            .path("security_group_rules")
            .forEach(rule -> rules.put(rule.path("id").asString(), rule.toString()));
        things.put(
            group.path("id").asString(),
            group.path("name").asString() + group.path("description").asString() + rules);
      }
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.call("DELETE", "network", GROUPS + "/" + resource.id(), "");
  }

  /** Somebody opens everything, and shuts one thing. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    JsonNode rules =
        api.get("network", GROUPS + "/" + resource.id())
            .path("security_group")
            .path("security_group_rules");
    String rule = rules.path(0).path("id").asString();
    api.call("DELETE", "network", "/v2.0/security-group-rules/" + rule, "");
    api.call(
        "POST",
        "network",
        "/v2.0/security-group-rules",
        "{\"security_group_rule\": {\"direction\": \"ingress\", \"ethertype\": \"IPv4\","
            + " \"protocol\": \"89\", \"security_group_id\": \""
            + resource.id()
            + "\"}}");
    return Set.of("rules");
  }
}
