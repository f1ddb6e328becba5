package dev.paas.provider.docker.service;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What changes of a service do to its containers. */
final class ServicePlannerTest {
  private static final MapValue SERVICE =
      attributes(
          "{image: 'sha256:1', replicas: 2, env: {LEVEL: 'a'}, restart: 'always', status: 'running',"
              + " resources: {limits: {memory: '32M'}}}");

  private static Disruption disruption(MapValue after) throws ProviderException {
    PlanRequest request =
        new PlanRequest("services.web", SERVICE, after, after, Path.of("").toAbsolutePath());
    return new ServicePlanner(false).plan(request).disruption();
  }

  private static MapValue with(String name, String value) {
    return SERVICE.with(name, attributes("{a: " + value + "}").getOrNull("a"));
  }

  @Test
  void anotherImageOrEnvironmentRestartsItPartByPart() throws ProviderException {
    assertEquals(Disruption.ROLLING, disruption(with("image", "'sha256:2'")));
    assertEquals(Disruption.ROLLING, disruption(with("env", "{LEVEL: 'b'}")));
  }

  @Test
  void itStopsWhereTwoCannotRunAtOnce() throws ProviderException {
    MapValue other = with("image", "'sha256:2'");
    assertEquals(
        Disruption.STOPS,
        disruption(other.with("deploy", attributes("{a: {strategy: 'recreate'}}").getOrNull("a"))));
    assertEquals(
        Disruption.STOPS,
        disruption(
            other
                .with("replicas", attributes("{a: 1}").getOrNull("a"))
                .with("ports", attributes("{a: {http: 80}}").getOrNull("a"))
                .with("publish", attributes("{a: {http: {port: 80}}}").getOrNull("a"))));
    assertEquals(Disruption.STOPS, disruption(with("replicas", "0")));
  }

  @Test
  void whatCanBeChangedOfARunningContainerStopsNothing() throws ProviderException {
    assertEquals(Disruption.NONE, disruption(SERVICE));
    assertEquals(Disruption.NONE, disruption(with("resources", "{limits: {memory: '64M'}}")));
    assertEquals(Disruption.NONE, disruption(with("replicas", "3")));
  }
}
