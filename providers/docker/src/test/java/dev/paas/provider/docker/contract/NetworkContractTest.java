package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class NetworkContractTest extends DockerContract implements World {
  private static final String FULL =
      """
      {cidr: '%s', internal: true, labels: {team: 'shop', size: 3}, driver: 'bridge',
       driverOptions: {'com.docker.network.driver.mtu': 1400}, attachable: true, ipv6: true,
       ipv6Cidr: 'fd00:7:1::/64'}
      """;

  @Override
  protected String type() {
    return "networks";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes(FULL.formatted("10.251.1.0/24")))
        .replacing(attributes(FULL.formatted("10.251.2.0/24")))
        .also(attributes("{cidr: '10.251.3.0/24'}"))
        // Without a swarm there is no such network.
        .failing(attributes("{driver: 'overlay'}"))
        .bad(attributes("{labels: {'paas.platform': 'other'}}"), "labels");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode network : api.networks()) {
      if (network.path("Name").asText().startsWith("tck-networks")) {
        ((ObjectNode) network).remove("Containers");
        things.put(network.path("Id").asText(), network.toString());
      }
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.delete("/networks/" + resource.id());
  }

  /** An engine has no way to change a network. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    return Set.of();
  }
}
