package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** That a run has left everything in order. */
final class Settled {
  private Settled() {}

  /** Nothing is there twice, nothing is there that is not recorded, and nothing is left to do. */
  static void check(Scene scene) {
    agree(scene.world(), scene.recorded());
    assertEmpty(scene.plan(), "with a refresh");
    PlanOptions blind = new PlanOptions(PlanOptions.Mode.APPLY, false, List.of(), List.of());
    assertEmpty(scene.plan(blind), "without a refresh");
  }

  /** The world and the state have the same things, and nothing is under way. */
  static void agree(FakeWorld world, PlatformState state) {
    assertEquals(Map.of(), state.intents(), "open intents");
    assertEquals(List.of(), state.deposed(), "replaced things that were not deleted");
    Map<String, String> real = new TreeMap<>();
    for (FakeThing thing : world.things()) {
      real.put(thing.id(), thing.address() + told(thing.attributes()));
    }
    Map<String, String> recorded = new TreeMap<>();
    for (ResourceRecord record : state.records().values()) {
      if (!record.type().equals("fake.note")) {
        String other = recorded.put(record.id(), record.madeFor() + told(record.attributes()));
        assertNull(other, record.id() + " is recorded twice");
      }
    }
    assertEquals(sorted(real), sorted(recorded), "the world, and what is recorded of it");
  }

  private static String told(MapValue attributes) {
    return " " + attributes.without("token").revealed();
  }

  private static String sorted(Map<String, String> things) {
    StringBuilder text = new StringBuilder();
    things.forEach((id, what) -> text.append(id).append(' ').append(what).append('\n'));
    return text.toString();
  }

  static void assertEmpty(Plan plan, String how) {
    assertEquals("", Told.of(plan), "the plan after an apply, " + how);
    assertTrue(plan.isEmpty(), "the plan after an apply, " + how);
    assertTrue(plan.corrections().isEmpty(), "corrections after an apply, " + how);
    assertTrue(plan.moves().isEmpty(), "moves after an apply, " + how);
    assertEquals(List.of(), plan.steps(), "steps after an apply, " + how);
  }
}
