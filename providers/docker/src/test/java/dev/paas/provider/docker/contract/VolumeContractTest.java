package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class VolumeContractTest extends DockerContract implements World {
  private static final String FULL =
      """
      {labels: {team: '%s'}, driver: 'local',
       driverOptions: {type: 'tmpfs', device: 'tmpfs', o: 'size=1m'}}
      """;

  @Override
  protected String type() {
    return "volumes";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes(FULL.formatted("shop")))
        .replacing(attributes(FULL.formatted("bank")))
        // Of a device it needs to know more.
        .failing(attributes("{driverOptions: {type: 'tmpfs'}}"))
        .bad(attributes("{labels: {'paas.key': 'x'}}"), "labels")
        .untested("name", "size");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode volume : api.volumes()) {
      if (volume.path("Name").asText().startsWith("tck-volumes")) {
        things.put(volume.path("Name").asText(), volume.toString());
      }
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.delete("/volumes/" + resource.id());
  }

  /** Makes it anew with another label. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    JsonNode volume = api.get("/volumes/" + resource.id());
    destroy(resource);
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("Name", resource.id());
    order.set("DriverOpts", volume.get("Options"));
    order.set("Labels", ((ObjectNode) volume.get("Labels")).put("team", "changed"));
    api.post("/volumes/create", order.toString());
    return Set.of("labels");
  }
}
