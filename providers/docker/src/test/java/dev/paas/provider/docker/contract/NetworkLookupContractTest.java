package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paas.provider.tck.LookupSamples;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class NetworkLookupContractTest extends DockerLookupContract {

  @BeforeEach
  void make() {
    remove();
    api.post(
        "/networks/create",
        "{\"Name\":\"tck-lookup-net\",\"Internal\":true,\"Labels\":{\"a\":\"b\"},"
            + "\"IPAM\":{\"Config\":[{\"Subnet\":\"10.251.77.0/24\"}]}}");
  }

  @AfterEach
  void remove() {
    api.delete("/networks/tck-lookup-net");
  }

  @Override
  protected String type() {
    return "docker.network";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(attributes("{name: 'tck-lookup-net'}"))
        .also(attributes("{name: 'tck-lookup-none', optional: true}"))
        .bad(attributes("{name: 'tck-lookup-none'}"), "name");
  }

  @Override
  protected Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode network : api.networks()) {
      ((ObjectNode) network).remove("Containers");
      if (network.path("Name").asText().startsWith("tck-lookup")) {
        things.put(network.path("Id").asText(), network.toString());
      }
    }
    return things;
  }
}
