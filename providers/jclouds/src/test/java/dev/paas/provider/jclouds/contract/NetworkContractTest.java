package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.OpenStackNetworks;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import tools.jackson.databind.JsonNode;

/** In a project of its own: machines of others that name no network need that there is only one. */
@Order(2)
class NetworkContractTest extends CloudContract implements World {
  private static final String PROJECT = "tck-networks";
  private static final String FULL =
      """
      {cidr: '10.80.0.0/24', internal: false, gateway: '10.80.0.254', dhcp: false,
       dns: ['9.9.9.9', '10.0.0.53'], externalNetwork: 'public'}
      """;

  private final OpenStackNetworks networks = new OpenStackNetworks(api);

  @Override
  String project() {
    return PROJECT;
  }

  @Override
  String prefix() {
    return "networks";
  }

  @Override
  protected String type() {
    return "networks";
  }

  /** A router that is there, and a network that is attached to it. */
  @BeforeEach
  void makeRouter() {
    if (networks.named("routers", "other-router").isEmpty()) {
      String busy = networks.create("other-busy", "10.82.0.0/24");
      networks.attach(networks.createRouter("other-router"), busy);
    }
  }

  @AfterAll
  static void removeRouter() {
    OpenStackNetworks networks =
        new OpenStackNetworks(OpenStackApi.shared(OpenStack.shared(), PROJECT));
    for (JsonNode network : networks.named("networks", "other-busy")) {
      networks.remove(network.path("id").asString());
    }
    networks.removeRouters("other-router");
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{cidr: '10.79.0.0/24'}"), attributes(FULL))
        .also(attributes("{cidr: '10.81.0.0/28', internal: true}"))
        .also(attributes("{cidr: '10.83.0.0/24', router: 'other-router'}"))
        .inPlace(
            attributes(FULL)
                .with("dhcp", attributes("{x: true}").getOrNull("x"))
                .with("dns", attributes("{x: ['10.0.0.53', '9.9.9.9']}").getOrNull("x")))
        .replacing(attributes("{cidr: '10.80.1.0/24'}"))
        // That ranges overlap only the router knows.
        .failing(attributes("{cidr: '10.82.0.0/25', router: 'other-router'}"))
        .untested("labels")
        .bad(attributes("{}"), "cidr")
        .bad(attributes("{cidr: '10.0.0.1/24'}"), "cidr")
        .bad(attributes("{cidr: '10.0.0.0/33'}"), "cidr")
        .bad(attributes("{cidr: '2001:db8::/64'}"), "cidr")
        .bad(ranged("gateway: '10.85.0.1'"), "gateway")
        .bad(ranged("gateway: 'ten'"), "gateway")
        .bad(ranged("dns: ['9.9.9.9', 'dns.example.com']"), "dns")
        .bad(ranged("externalNetwork: 'publik'"), "externalNetwork")
        .bad(ranged("externalNetwork: 'public', internal: true"), "externalNetwork")
        .bad(ranged("externalNetwork: 'public', router: 'other-router'"), "externalNetwork")
        .bad(ranged("router: 'other-ruoter'"), "router")
        .bad(ranged("router: 'other-router', internal: true"), "router");
  }

  private static MapValue ranged(String more) {
    return attributes("{cidr: '10.84.0.0/24', " + more + "}");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    return networks.things("tck-networks");
  }

  @Override
  public void destroy(ObservedResource resource) {
    networks.remove(resource.id());
    networks.removeRouters("tck-networks");
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    JsonNode subnet = networks.subnet(resource.id());
    api.call(
        "PUT",
        "network",
        "/v2.0/subnets/" + subnet.path("id").asString(),
        "{\"subnet\": {\"dns_nameservers\": [\"10.6.6.6\"], \"enable_dhcp\": true}}");
    return Set.of("dns", "dhcp");
  }
}
