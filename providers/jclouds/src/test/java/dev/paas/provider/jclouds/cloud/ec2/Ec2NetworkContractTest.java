package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;

class Ec2NetworkContractTest extends Ec2Contract {
  private static final String FULL =
      """
      {cidr: '10.80.0.0/24', internal: false, dhcp: true, dns: ['9.9.9.9', '10.0.0.53'],
       externalNetwork: 'amazon'}
      """;

  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2NetworkContractTest() {
    super(EC2);
  }

  @AfterAll
  static void close() {
    EC2.close();
  }

  @Override
  protected String type() {
    return "networks";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{cidr: '10.79.0.0/16'}"), attributes(FULL))
        .also(attributes("{cidr: '10.81.0.0/28', internal: true}"))
        .inPlace(attributes(FULL).without("dns"))
        .replacing(attributes("{cidr: '10.80.1.0/24'}"))
        .untested("labels", "gateway", "router")
        .bad(attributes("{}"), "cidr")
        .bad(attributes("{cidr: '10.0.0.0/15'}"), "cidr")
        .bad(attributes("{cidr: '10.0.0.0/29'}"), "cidr")
        .bad(ranged("gateway: '10.84.0.254'"), "gateway")
        .bad(ranged("dhcp: false"), "dhcp")
        .bad(ranged("dns: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4', '1.1.1.5']"), "dns")
        .bad(ranged("externalNetwork: 'amazonia'"), "externalNetwork")
        .bad(ranged("externalNetwork: 'amazon', internal: true"), "externalNetwork")
        .bad(ranged("router: 'igw-1'"), "router");
  }

  private static MapValue ranged(String more) {
    return attributes("{cidr: '10.84.0.0/24', " + more + "}");
  }

  /** With all that was made for it. */
  @Override
  public void destroy(ObservedResource resource) {
    cloud.networks(
        there -> {
          there.removeVpc(resource.id());
          return true;
        });
  }

  /** Machines are told of other servers of names. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    cloud.networks(
        there -> {
          Thing set = Thing.old("dopt-other").with("domain-name-servers", "10.6.6.6");
          there.dhcp.sets.put(set);
          return there.nets.vpcs.get(resource.id()).orElseThrow().with("dhcpOptionsId", set.id);
        });
    return Set.of("dns");
  }

  /** A set of DHCP options gives way to another one, so it goes by the name of its network. */
  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>(cloud.things());
    things.keySet().removeIf(id -> id.startsWith("dopt-"));
    List<Thing> sets = cloud.networks(there -> List.copyOf(there.dhcp.sets.all()));
    for (Thing set : sets) {
      String network = set.tags.get("paas.network");
      if (network != null) {
        things.merge("dhcp of " + network, set.fields.toString(), String::concat);
      }
    }
    return things;
  }
}
