package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class VolumeContractTest extends CloudContract implements World {
  private static final MapValue FULL =
      attributes(
          """
          {size: '2Gi', labels: {team: 'shop', tier: 3}, name: 'tck-volumes-named',
           volumeType: '__DEFAULT__', zone: 'nova', image: 'debian-12-*'}
          """);

  @Override
  String prefix() {
    return "volumes";
  }

  @Override
  protected String type() {
    return "volumes";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{size: '1024M'}"), FULL)
        .inPlace(
            FULL.with("labels", attributes("{team: 'web'}"))
                .with("name", Value.of("tck-volumes-renamed")))
        .replacing(FULL.with("size", Value.of("1Gi")))
        .failing(attributes("{size: '1Gi', labels: {'test.fault': 'no paint'}}"))
        .slow(attributes("{size: '1Gi', labels: {'test.delay': '8'}}"), this::isCreating)
        .bad(attributes("{}"), "size")
        .bad(attributes("{size: '1500M'}"), "size")
        .bad(attributes("{size: 0}"), "size")
        .bad(attributes("{size: '1Gi', volumeType: '__DEFAULTS__'}"), "volumeType")
        .bad(attributes("{size: '1Gi', image: 'debian-12'}"), "image")
        .bad(attributes("{size: '1Gi', image: 'debian-12-*', snapshot: 'x'}"), "snapshot")
        .bad(attributes("{size: '1Gi', labels: {'paas.key': 'x'}}"), "labels")
        // It stands in the place of image; VolumesTest has one, and one that grows.
        .untested("snapshot");
  }

  private boolean isCreating() {
    return api.volumes("tck-volumes").stream()
        .anyMatch(volume -> volume.path("status").asString().equals("creating"));
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode volume : api.volumes("tck-volumes")) {
      ((ObjectNode) volume).remove("updated_at");
      things.put(volume.path("id").asString(), volume.toString());
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.deleteVolume(resource.id());
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    String path = "/volumes/" + resource.id();
    api.call("PUT", OpenStackApi.VOLUME, path, "{\"volume\": {\"name\": \"tck-volumes-x\"}}");
    api.call("POST", OpenStackApi.VOLUME, path + "/metadata", "{\"metadata\": {\"team\": \"x\"}}");
    api.call("POST", OpenStackApi.VOLUME, path + "/action", "{\"os-extend\": {\"new_size\": 9}}");
    OpenStackApi.await(
        "the volume has grown",
        () -> {
          JsonNode volume = api.get(OpenStackApi.VOLUME, path).path("volume");
          return volume.path("size").asInt() == 9
              && volume.path("status").asString().equals("available");
        });
    return Set.of("name", "labels", "size");
  }
}
