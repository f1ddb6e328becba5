package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.plan.Plan;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.faults.mortal.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** That the world is as it was asked for, and that the state is as the world is. */
final class Harmony {
  private Harmony() {}

  /** What is there, by address, with the addresses of things in the place of their names. */
  static String world(World world) {
    List<World.Thing> things = world.things();
    Map<String, String> found = new TreeMap<>();
    for (World.Thing thing : things) {
      String other = found.put(thing.address(), thing.value() + " | " + thing.replace());
      assertNull(other, "there are two of " + thing.address());
    }
    String text = found.toString().replace(", resources", "\nresources");
    for (World.Thing thing : things) {
      text = text.replace(thing.id(), "<" + thing.address() + ">");
    }
    return text;
  }

  /** All agree, and nothing is left to do. */
  static void check(Site site, String wanted) throws IOException, InterruptedException {
    assertEquals(wanted, world(site.world()), "the world");
    agree(site);
    Plan plan = site.plan();
    assertTrue(plan.isEmpty() && plan.steps().isEmpty(), () -> "left to do: " + plan.steps());
    assertTrue(plan.corrections().isEmpty() && plan.moves().isEmpty(), "left to correct");
  }

  /** What is recorded is what is there, and nothing is under way. */
  static void agree(Site site) throws IOException {
    PlatformState state = site.recorded();
    assertEquals(Map.of(), state.intents(), "open intents");
    assertTrue(state.underWay().isEmpty(), () -> "somebody is at work on " + state.underWay());
    assertEquals(List.of(), state.deposed(), "replaced things that were not deleted");
    Map<String, String> real = new TreeMap<>();
    for (World.Thing thing : site.world().things()) {
      real.put(thing.id(), thing.address() + " " + thing.value() + " | " + thing.replace());
    }
    Map<String, String> recorded = new TreeMap<>();
    for (ResourceRecord record : state.records().values()) {
      if (record.type().equals("mortal.thing")) {
        String told =
            record.madeFor()
                + (" " + record.attributes().getString("value", ""))
                + (" | " + record.attributes().getString("replace", ""));
        assertNull(recorded.put(record.id(), told), record.id() + " is recorded twice");
      }
    }
    assertEquals(lines(real), lines(recorded), "what is there, and what is recorded");
  }

  private static String lines(Map<String, String> things) {
    StringBuilder text = new StringBuilder();
    things.forEach((id, what) -> text.append(id).append(' ').append(what).append('\n'));
    return text.toString();
  }
}
