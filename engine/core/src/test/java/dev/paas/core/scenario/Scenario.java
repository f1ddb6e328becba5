package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.plan.Plan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A change from one platform to another: what is planned, which calls are made in which order, and
 * that all is in order then. A resource is a line {@code name: { type: …, … }}.
 */
final class Scenario {
  private final String name;
  private String before = "";
  private String after = "";
  private @Nullable String plan;
  private String calls = "";

  private Scenario(String name) {
    this.name = name;
  }

  static Scenario of(String name) {
    return new Scenario(name);
  }

  /** What is applied already; nothing when left out. */
  Scenario before(String resources) {
    before = resources;
    return this;
  }

  /** What is applied then; when left out, nothing is in the file any more. */
  Scenario after(String resources) {
    after = resources;
    return this;
  }

  /** What the plan says, as {@link Told} tells it. */
  Scenario plans(String expected) {
    plan = expected;
    return this;
  }

  /** The calls that change something, as {@code C a, U b, D c}. */
  Scenario calls(String expected) {
    calls = expected;
    return this;
  }

  /** Plays it at parallelism 1, and once more at 4, where only the outcome is told. */
  void play(Path folder) {
    try (Scene scene = Scene.in(folder.resolve("one"))) {
      scene.applied(before);
      scene.assertSettled();
      scene.file(after);
      Plan planned = scene.plan();
      if (plan != null) {
        assertEquals(plan, Told.of(planned), name + ": the plan");
      }
      scene.applied();
      assertEquals(calls, scene.changes(), name + ": the calls");
      scene.assertSettled();
    }
    try (Scene scene = Scene.in(folder.resolve("many")).parallelism(4)) {
      scene.applied(before);
      scene.applied(after);
      scene.assertSettled();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
