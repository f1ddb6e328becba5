package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.SavedPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan is for the plugins that it was made with. */
final class OtherPluginTest {
  private static SavedPlan madeWith(SavedPlan plan, Map<String, String> plugins) {
    SavedPlan.Origin origin = plan.origin();
    return new SavedPlan(
        new SavedPlan.Origin(
            origin.maker(),
            plugins,
            origin.file(),
            origin.configuration(),
            origin.lineage(),
            origin.time(),
            origin.variables(),
            origin.files()),
        plan.plan(),
        plan.options(),
        plan.instances(),
        plan.reads(),
        plan.deposed(),
        plan.createFirst(),
        plan.lookups());
  }

  @Test
  void itIsRefusedWhereAnotherVersionOrNoneIsInstalled(@TempDir Path folder)
      throws InterruptedException {
    try (Scene scene = Scene.in(folder)) {
      scene.file("a: { type: fake.thing, name: a, value: 1, size: 1 }");
      Path file = folder.resolve("plan.bin");
      try (Engine engine = scene.engine()) {
        engine.save(
            engine.plan(PlanOptions.DEFAULT, PlanListener.NONE), file, "plan.bin", Scene.MAKER);
      }
      SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
      assertEquals(Scene.MAKER, saved.origin().maker());
      assertFalse(saved.origin().plugins().isEmpty());
      try (Engine engine = scene.engine()) {
        Map<String, String> other = new TreeMap<>(saved.origin().plugins());
        other.replaceAll((name, version) -> "99");
        String newer = Scene.refusal(() -> engine.restore(madeWith(saved, other)));
        assertTrue(newer.contains(" 99, and "), newer);
        String none = Scene.refusal(() -> engine.restore(madeWith(saved, Map.of("nowhere", "1"))));
        assertTrue(none.contains("nowhere that it was made with is not installed"), none);
      }
    }
  }
}
