package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.PlatformState;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded has the addresses of what is declared, as the same objects. */
final class SameAddressTest {
  private static final Address LEFT = Address.parse("resources.left");

  @Test
  void recordsAndTheirDependenciesHaveTheAddressesOfTheirDeclarations(@TempDir Path folder)
      throws InterruptedException {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          resources:
            base: { type: fake.thing, name: n }
            left: { type: fake.thing, name: l }
            all: { type: fake.thing, count: 2, name: "${resources.base.name}" }
          """);
      scene.file(
          """
          resources:
            base: { type: fake.thing, name: n }
            all: { type: fake.thing, count: 2, name: "${resources.base.name}" }
          """);
      try (Engine engine = scene.engine()) {
        PlatformState state = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE).state();
        Platform platform = engine.platform();
        ResourceDeclaration base = Objects.requireNonNull(platform.resource("resources", "base"));
        ResourceDeclaration all = Objects.requireNonNull(platform.resource("resources", "all"));

        for (int i = 0; i < 2; i++) {
          Address member = all.declared().instance(i);
          assertSame(
              base.declared(), Objects.requireNonNull(state.record(member)).dependencies().get(0));
        }
        assertEquals(LEFT, Objects.requireNonNull(state.record(LEFT)).address());
        assertEquals(4, state.records().size());
      }
    }
  }
}
