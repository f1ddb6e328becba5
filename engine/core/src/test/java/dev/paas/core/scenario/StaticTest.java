package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.engine.Engine;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

  /** What is left out on a condition moves all that stands behind it. */
  @Test
  void whereAnElementStandsIsToldOnlyWhereItCanBeTold() {
    String members = "[x, { value: y, when: \"${vars.on}\" }, z]";
    try (Scene scene =
            Scene.in(folder)
                .file(
                    "variables: { on: { default: false } }\nresources:\n"
                        + "  a: { type: fake.thing, name: n, labels: { k: v }, members: "
                        + members
                        + " }\n");
        Engine engine = scene.engine()) {
      ResourceDeclaration a = Objects.requireNonNull(engine.platform().resource("resources", "a"));
      Span all = a.span(ValuePath.of("members"));
      assertEquals(all.column() + "members: [".length(), span(a, "members", 0).column());
      assertEquals(all, span(a, "members", 1));
      assertEquals(all, span(a, "members", 2));
      assertNotEquals(all, span(a, "labels", "k"));
    }
  }

  private static Span span(ResourceDeclaration declaration, Object... path) {
    return declaration.span(new ValuePath(List.of(path)));
  }
}
