package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.provider.tck.LookupSamples;
import java.util.Map;
import java.util.TreeMap;

class ImageLookupContractTest extends DockerLookupContract {

  @Override
  protected String type() {
    return "docker.image";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(attributes("{name: '" + DockerEngine.BUSYBOX + "'}"))
        .also(attributes("{name: 'tck-lookup/none:1', optional: true}"))
        .bad(attributes("{name: 'tck-lookup/none:1'}"), "name");
  }

  @Override
  protected Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode image : api.images()) {
      things.put(image.path("Id").asText(), image.path("RepoTags").toString());
    }
    return things;
  }
}
