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

class VmContractTest extends CloudContract implements World {
  private static final String FULL =
      """
      {image: 'debian-12-x86_64', size: 'tiny', zone: 'nova', networks: ['net0'],
       securityGroups: ['default'], labels: {team: 'shop', tier: 3}, running: true,
       login: {user: 'debian'}, name: 'tck-vms-named', keyPair: 'tck-vms'}
      """;

  VmContractTest() {
    if (api.get("compute", "/os-keypairs/tck-vms").isMissingNode()) {
      api.call("POST", "compute", "/os-keypairs", "{\"keypair\": {\"name\": \"tck-vms\"}}");
    }
  }

  @Override
  String prefix() {
    return "vms";
  }

  @Override
  protected String type() {
    return "vms";
  }

  private static MapValue full() {
    return attributes(FULL).with("userData", Value.of("#!/bin/sh\necho s3cr3t-word").asSensitive());
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{image: 'debian-12*', cpus: 1, memory: '60M'}"), full())
        .inPlace(
            full()
                .with("labels", attributes("{team: 'web'}"))
                .with("name", Value.of("tck-vms-renamed"))
                .with("size", Value.of("small"))
                .with("running", Value.of(false))
                // What is switched off is neither set up nor waited for; SetupTest does both.
                .with("ready", attributes("{tcp: 22}"))
                .with("setup", Value.list(attributes("{run: 'true'}"))))
        .replacing(full().with("image", Value.of("debian-13-*")))
        .failing(
            attributes(
                "{image: 'debian-12-x86_64', size: 'tiny', labels: {'test.fault': 'no paint'}}"))
        .slow(
            attributes("{image: 'debian-12-x86_64', size: 'tiny', labels: {'test.delay': '8'}}"),
            this::isBuilding)
        // A volume can be attached once, and there are several of these machines: see VolumesTest.
        .untested("volumes")
        .bad(
            attributes(
                "{image: 'debian-12-x86_64', size: 'tiny', volumes: [{id: 'x'}, {id: 'x'}]}"),
            "volumes")
        .bad(
            attributes("{image: 'debian-12-x86_64', size: 'tiny', volumes: [{id: 'no-such'}]}"),
            "volumes")
        .bad(attributes("{image: 'debian-12', size: 'tiny'}"), "image")
        .bad(attributes("{image: 'debian-12-x86_64', size: 'tny'}"), "size")
        .bad(attributes("{image: 'debian-12-x86_64', size: 'tiny', networks: ['x']}"), "networks")
        .bad(
            attributes("{image: 'debian-12-x86_64', size: 'tiny', labels: {'paas.key': 'x'}}"),
            "labels");
  }

  private boolean isBuilding() {
    return api.servers("tck-vms").stream()
        .anyMatch(server -> server.path("OS-EXT-STS:task_state").asString("").equals("spawning"));
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode server : api.servers("tck-vms")) {
      ((ObjectNode) server).remove("updated");
      things.put(server.path("id").asString(), server.toString());
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.deleteServer(resource.id());
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    String path = "/servers/" + resource.id();
    api.call("PUT", "compute", path, "{\"server\": {\"name\": \"tck-vms-tampered\"}}");
    api.call("PUT", "compute", path + "/metadata/team", "{\"meta\": {\"team\": \"other\"}}");
    api.call("POST", "compute", path + "/action", "{\"os-stop\": null}");
    OpenStackApi.await(
        "the server has stopped",
        () -> api.get("compute", path).path("server").path("status").asString().equals("SHUTOFF"));
    return Set.of("name", "labels", "running", "status");
  }
}
