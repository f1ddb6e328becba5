package dev.paas.provider.docker.engine.dockerjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.testkit.DockerEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerJavaEngineTest {
  private final EngineClient engine = DockerEngine.shared().client();

  @Test
  void tellsWhatKindOfEngineItIs() throws Exception {
    assertTrue(engine.info().reachable());
    assertEquals(0, engine.containers(Map.of("a", "b")).size());
    assertTrue(engine.image(DockerEngine.BUSYBOX).isPresent());
  }
}
