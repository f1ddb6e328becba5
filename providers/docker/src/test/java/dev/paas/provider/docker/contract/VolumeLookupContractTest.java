package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.tck.LookupSamples;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class VolumeLookupContractTest extends DockerLookupContract {

  @BeforeEach
  void make() {
    api.post("/volumes/create", "{\"Name\":\"tck-lookup-vol\",\"Labels\":{\"a\":\"b\"}}");
  }

  @AfterEach
  void remove() {
    api.delete("/volumes/tck-lookup-vol");
  }

  @Override
  protected String type() {
    return "docker.volume";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(attributes("{name: 'tck-lookup-vol'}"))
        .also(attributes("{name: 'tck-lookup-none', optional: true}"))
        .bad(attributes("{name: 'tck-lookup-none'}"), "name");
  }

  @Override
  protected Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode volume : api.volumes()) {
      if (volume.path("Name").asText().startsWith("tck-lookup")) {
        things.put(volume.path("Name").asText(), volume.toString());
      }
    }
    return things;
  }
}
