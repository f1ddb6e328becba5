package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.harness.Managed;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the way is told before anything is changed, and what ran goes on. */
class ConflictTest extends Scenario {

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static String published(int port, String... rest) {
    return service(
        "ports: {http: 8080}, publish: {http: {port: " + port + ", address: '127.0.0.1'}}",
        HEALTHY,
        String.join(", ", rest));
  }

  @Test
  void aForeignContainersNameIsLeftAlone() throws Exception {
    String name = platform().name() + "-api-1";
    String foreign = api().startForeign(name, "");
    try {
      Managed service = platform().service("api");
      PlannedResource planned = service.plan(service(HEALTHY));
      for (ProviderException refusal :
          List.of(
              assertThrows(ProviderException.class, () -> service.preflight(service(HEALTHY))),
              assertThrows(ProviderException.class, () -> service.perform(planned)))) {
        assertEquals("the container " + name + " exists already", refusal.reason());
        assertTrue(String.valueOf(refusal.hint()).contains("docker rename"));
        assertNull(refusal.partial());
      }
      assertEquals(List.of(), platform().containerNames());
      assertTrue(isRunning(api().container(foreign)));
    } finally {
      api().removeContainer(foreign);
    }
  }

  @Test
  void aForeignNetworkIsLeftAlone() throws Exception {
    String name = platform().name() + "-net";
    api().post("/networks/create", "{\"Name\":\"" + name + "\"}");
    try {
      Managed network = platform().network("net");
      PlannedResource planned = network.plan("{}");
      for (ProviderException refusal :
          List.of(
              assertThrows(ProviderException.class, () -> network.preflight("{}")),
              assertThrows(ProviderException.class, () -> network.perform(planned)))) {
        assertEquals("the network " + name + " exists already", refusal.reason());
        assertEquals("It is not this platform's, and is left alone.", refusal.detail());
      }
    } finally {
      api().delete("/networks/" + name);
    }
  }

  @Test
  void aForeignVolumeIsLeftAlone() throws Exception {
    String name = platform().name() + "-data";
    api().post("/volumes/create", "{\"Name\":\"" + name + "\"}");
    try {
      Managed volume = platform().volume("data");
      PlannedResource planned = volume.plan("{}");
      for (ProviderException refusal :
          List.of(
              assertThrows(ProviderException.class, () -> volume.preflight("{}")),
              assertThrows(ProviderException.class, () -> volume.perform(planned)))) {
        assertEquals("the volume " + name + " exists already", refusal.reason());
      }
    } finally {
      api().delete("/volumes/" + name);
    }
  }

  @Test
  void overlappingRangesAreToldBefore() throws Exception {
    platform().network("one").apply("{cidr: '10.252.7.0/24'}");
    ProviderException refusal =
        assertThrows(
            ProviderException.class,
            () -> platform().network("two").preflight("{cidr: '10.252.0.0/16'}"));
    assertEquals(ValuePath.of("cidr"), refusal.path());
    assertTrue(String.valueOf(refusal.detail()).contains(platform().name() + "-one"));
  }

  @Test
  void whatIsInUseIsNotDeleted() throws Exception {
    Managed volume = platform().volume("data");
    volume.apply("{}");
    Managed network = platform().network("net");
    network.apply("{}");
    String source = volume.attributes().getString("name", "");
    String net = network.attributes().getString("name", "");
    Managed service = platform().service("api");
    service.apply(
        service(
            HEALTHY,
            "volumes: [{volume: 'data', source: '" + source + "', target: '/data'}]",
            "networks: [{name: 'net', network: '" + net + "'}]"));
    ProviderException held = assertThrows(ProviderException.class, volume::delete);
    assertEquals("the volume " + source + " is in use", held.reason());
    ProviderException attached = assertThrows(ProviderException.class, network::delete);
    assertEquals("the network " + net + " is in use", attached.reason());
    service.delete();
    volume.delete();
    network.delete();
  }

  @Test
  void aPortThatAProgramHasIsToldBefore() throws Exception {
    try (ServerSocket taken = listen()) {
      ProviderException refusal =
          assertThrows(
              ProviderException.class,
              () -> platform().service("api").preflight(published(taken.getLocalPort())));
      assertEquals(
          "port " + taken.getLocalPort() + " is already in use on the engine's machine",
          refusal.reason());
      assertEquals("Another program on this machine has it.", refusal.detail());
      assertEquals(ValuePath.of("publish", "http", "port"), refusal.path());
    }
  }

  @Test
  void aPortThatAnotherContainerHasIsToldBefore() throws Exception {
    int port;
    try (ServerSocket free = listen()) {
      port = free.getLocalPort();
    }
    String bindings =
        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"" + port + "\"}]}";
    String foreign = api().startForeign(platform().name() + "x", bindings);
    try {
      ProviderException refusal =
          assertThrows(
              ProviderException.class, () -> platform().service("api").preflight(published(port)));
      assertEquals("The container " + platform().name() + "x publishes it.", refusal.detail());
    } finally {
      api().removeContainer(foreign);
    }
  }

  /** As when somebody takes the port between the check and the change. */
  @Test
  void theOldVersionStaysWhenThePortIsTaken() throws Exception {
    int port;
    try (ServerSocket free = listen()) {
      port = free.getLocalPort();
    }
    Managed service = platform().service("api");
    service.apply(published(port));
    List<String> old = platform().containerIds("api");
    try (ServerSocket taken = listen()) {
      PlannedResource planned =
          service.plan(published(taken.getLocalPort(), "deploy: {strategy: 'recreate'}"));
      ProviderException failure =
          assertThrows(ProviderException.class, () -> service.perform(planned));
      assertEquals(
          "port " + taken.getLocalPort() + " is already in use on the engine's machine",
          failure.reason());
      assertEquals(ValuePath.of("publish", "http", "port"), failure.path());
      assertTrue(
          String.valueOf(failure.detail()).endsWith("The old version runs again."),
          failure.detail());
    }
    assertEquals(old, platform().containerIds("api"));
    assertTrue(platform().containers("api").stream().allMatch(Scenario::isRunning));
  }

  @Test
  void aFirstVersionWhosePortIsTakenLeavesNothing() throws Exception {
    try (ServerSocket taken = listen()) {
      Managed service = platform().service("api");
      PlannedResource planned = service.plan(published(taken.getLocalPort()));
      ProviderException failure =
          assertThrows(ProviderException.class, () -> service.perform(planned));
      assertNull(failure.partial());
      assertEquals(List.of(), platform().containerNames());
    }
  }

  /** Its own port does not stand in the way of the next version. */
  @Test
  void anUpdateKeepsItsPort() throws Exception {
    int port;
    try (ServerSocket free = listen()) {
      port = free.getLocalPort();
    }
    Managed service = platform().service("api");
    service.apply(published(port));
    PlannedResource planned = service.plan(published(port, "env: {V: '2'}"));
    assertEquals(
        List.of(
            "The old container stops before the new one starts, because two cannot have port "
                + port
                + " of the host."),
        planned.warnings());
    service.apply(published(port, "env: {V: '2'}"));
    assertEquals("running", service.attributes().getString("status"));
  }
}
