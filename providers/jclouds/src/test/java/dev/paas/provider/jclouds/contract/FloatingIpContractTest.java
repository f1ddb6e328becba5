package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.jclouds.testkit.OpenStackNetworks;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

class FloatingIpContractTest extends CloudContract implements World {
  private static final String ADDRESSES = "/v2.0/floatingips/";

  private final OpenStackNetworks networks = new OpenStackNetworks(api);

  @Override
  String prefix() {
    return "addresses";
  }

  @Override
  protected String type() {
    return "jclouds.floatingIp";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes("{network: 'public'}"))
        .also(attributes("{network: '" + networks.external() + "'}"))
        .bad(attributes("{network: 'net0'}"), "network")
        .bad(attributes("{network: 'publik'}"), "network");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode address : networks.addresses("tck-addresses]")) {
      things.put(
          address.path("id").asString(),
          address.path("description").asString() + address.path("port_id").asString(""));
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.call("DELETE", "network", ADDRESSES + resource.id(), "");
  }

  /** Nothing of an address that the user can set can be changed. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    return Set.of();
  }
}
