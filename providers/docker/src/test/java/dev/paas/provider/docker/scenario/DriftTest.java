package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.provider.docker.testkit.DockerEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is changed by hand is seen by a refresh and put right by the next apply. */
class DriftTest extends Scenario {
  private static final String TWO = service("replicas: 2", HEALTHY);

  private Managed made(String config) throws Exception {
    Managed service = platform().service("api");
    service.apply(config);
    assertFalse(service.heal(config), "nothing to do straight after an apply");
    return service;
  }

  private void assertHealed(Managed service, String config) throws Exception {
    assertTrue(service.heal(config), "there is something to heal");
    assertEquals("running", service.attributes().getString("status"));
    assertEquals(
        List.of(platform().name() + "-api-1", platform().name() + "-api-2"),
        platform().containerNames());
    assertTrue(platform().containers("api").stream().allMatch(Scenario::isRunning));
    assertFalse(service.heal(config), "nothing to do straight after that");
  }

  @Test
  void aKilledContainerIsStartedAgain() throws Exception {
    Managed service = made(TWO);
    List<String> ids = platform().containerIds("api");
    api().post("/containers/" + ids.get(0) + "/kill", "");
    await("it is dead", () -> !isRunning(api().container(ids.get(0))));
    assertHealed(service, TWO);
    assertEquals(ids, platform().containerIds("api"), "the same containers");
  }

  @Test
  void aDeletedContainerIsMadeAnew() throws Exception {
    Managed service = made(TWO);
    List<String> ids = platform().containerIds("api");
    api().removeContainer(ids.get(1));
    assertHealed(service, TWO);
    assertEquals(ids.get(0), platform().containerIds("api").get(0), "the other one stays");
  }

  @Test
  void whenAllAreDeletedItIsGone() throws Exception {
    Managed service = made(TWO);
    platform().containerIds("api").forEach(api()::removeContainer);
    assertHealed(service, TWO);
  }

  @Test
  void aPausedContainerGoesOn() throws Exception {
    Managed service = made(TWO);
    List<String> ids = platform().containerIds("api");
    api().post("/containers/" + ids.get(1) + "/pause", "");
    assertHealed(service, TWO);
    assertEquals(ids, platform().containerIds("api"));
  }

  @Test
  void anUnhealthyContainerIsReplaced() throws Exception {
    String config =
        service(
            "replicas: 2",
            "healthcheck: {command: ['test', '!', '-e', '/tmp/sick'], interval: '200ms',"
                + " timeout: '2s', retries: 1}");
    Managed service = made(config);
    String id = platform().containerIds("api").get(0);
    exec("api", service.attributes(), "touch", "/tmp/sick");
    await(
        "it is unhealthy",
        () ->
            platform().containers("api").stream()
                .anyMatch(
                    container ->
                        container
                            .path("State")
                            .path("Health")
                            .path("Status")
                            .asText()
                            .equals("unhealthy")));
    assertHealed(service, config);
    assertNotEquals(id, platform().containerIds("api").get(0));
  }

  @Test
  void aDetachedContainerIsAttachedAgain() throws Exception {
    Managed network = platform().network("net");
    network.apply("{}");
    String name = network.attributes().getString("name", "");
    String config =
        service("replicas: 2", HEALTHY, "networks: [{name: 'net', network: '" + name + "'}]");
    Managed service = made(config);
    String id = platform().containerIds("api").get(0);
    api().post("/networks/" + name + "/disconnect", "{\"Container\":\"" + id + "\"}");
    assertHealed(service, config);
    JsonNode aliases =
        api().container(id).path("NetworkSettings").path("Networks").path(name).path("Aliases");
    assertTrue(aliases.toString().contains("\"api\""), aliases.toString());
  }

  @Test
  void limitsThatWereChangedAreSetAgain() throws Exception {
    String config = service("replicas: 2", HEALTHY, "resources: {limits: {memory: '64M'}}");
    Managed service = made(config);
    List<String> ids = platform().containerIds("api");
    api()
        .post(
            "/containers/" + ids.get(0) + "/update",
            "{\"Memory\":100000000,\"MemorySwap\":100000000}");
    assertTrue(service.refresh());
    assertEquals(
        List.of("resources", "status"), service.changes(config).stream().sorted().toList());
    assertHealed(service, config);
    assertEquals(ids, platform().containerIds("api"));
    assertEquals(64 << 20, api().container(ids.get(0)).path("HostConfig").path("Memory").asLong());
  }

  @Test
  void aStrayContainerWithOurLabelsGoes() throws Exception {
    Managed service = made(TWO);
    ObjectNode labels =
        (ObjectNode) platform().containers("api").get(0).path("Config").path("Labels").deepCopy();
    for (String number : List.of("2", "3")) {
      ObjectNode order = JsonNodeFactory.instance.objectNode().put("Image", DockerEngine.BUSYBOX);
      order.set("Labels", labels.deepCopy().put("paas.replica", number));
      String id = api().post("/containers/create", order.toString()).path("Id").asText();
      api().post("/containers/" + id + "/start", "");
    }
    assertHealed(service, TWO);
  }

  @Test
  void whatIsNotOursIsNeverTouched() throws Exception {
    String foreign = api().startForeign(platform().name() + "-apix-1", "");
    try {
      Managed service = made(TWO);
      service.apply(service("replicas: 1", HEALTHY, "env: {V: '2'}"));
      service.delete();
      assertEquals(List.of(), platform().containerNames());
      assertTrue(isRunning(api().container(foreign)));
    } finally {
      api().removeContainer(foreign);
    }
  }

  @Test
  void anotherServicesContainersStay() throws Exception {
    Managed service = made(TWO);
    Managed other = platform().service("other");
    other.apply(service(HEALTHY));
    service.delete();
    assertTrue(other.refresh());
    assertEquals("running", other.attributes().getString("status"));
  }
}
