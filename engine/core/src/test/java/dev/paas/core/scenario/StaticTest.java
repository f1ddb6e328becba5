package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known from the file alone. */
final class StaticTest {
  private final Path folder;

  StaticTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void servicesMayReferToOneAnotherInBothDirections() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          services:
            a: { image: x, env: { PEER: "${services.b.host}" } }
            b: { image: x, env: { PEER: "${services.a.host}" } }
          """);
      assertEquals("C networks.default, C services.a, C services.b", scene.changes());
      scene.assertSettled();
    }
  }
}
