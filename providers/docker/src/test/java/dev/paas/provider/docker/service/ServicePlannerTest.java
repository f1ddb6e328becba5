package dev.paas.provider.docker.service;

import static dev.paas.provider.docker.harness.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which changes of a service need new containers. */
final class ServicePlannerTest {
  private static final MapValue SERVICE =
      attributes(
          "{image: 'sha256:1', replicas: 2, env: {LEVEL: 'a'}, restart: 'always', status: 'running',"
              + " resources: {limits: {memory: '32M'}}}");

  private static boolean restarts(MapValue after) throws ProviderException {
    PlanRequest request =
        new PlanRequest("services.web", SERVICE, after, after, Path.of("").toAbsolutePath());
    return new ServicePlanner(false).plan(request).restarts();
  }

  @Test
  void anotherImageOrEnvironmentRestartsIt() throws ProviderException {
    assertEquals(
        true, restarts(SERVICE.with("image", attributes("{a: 'sha256:2'}").getOrNull("a"))));
    assertEquals(true, restarts(SERVICE.with("env", attributes("{LEVEL: 'b'}"))));
  }

  @Test
  void whatCanBeChangedOfARunningContainerDoesNot() throws ProviderException {
    assertEquals(false, restarts(SERVICE));
    assertEquals(
        false, restarts(SERVICE.with("resources", attributes("{limits: {memory: '64M'}}"))));
    assertEquals(false, restarts(SERVICE.with("replicas", attributes("{a: 3}").getOrNull("a"))));
  }
}
