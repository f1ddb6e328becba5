package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In whatever order a plan's steps are done that it allows, its limits hold. */
final class RollingOrderTest {
  private static final Address GROUP = Address.of("r", "n");

  @Test
  void inNoOrderAreMoreAwayThanTheLimit() {
    int refused = 0;
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      int most = 1 + random.nextInt(3);
      List<ActionOrder.Item> items = random(random, most);
      try {
        List<Step> steps = ActionOrder.order(items, List.of()).steps();
        assertEquals(Set.of(), new HashSet<>(broken(items, steps, most, random)), "seed " + seed);
      } catch (DiagnosticException impossible) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < 2_500, refused + " were refused");
  }

  /** A group, something that they refer to, and users of one or all of them. */
  private static List<ActionOrder.Item> random(Random random, int most) {
    boolean newFirst = random.nextInt(3) == 0;
    List<ActionOrder.Item> items = new ArrayList<>();
    Address base = Address.of("r", "base");
    items.add(item(base, any(random), random.nextInt(4) == 0, List.of(), null));
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Action action = any(random);
      boolean stops = random.nextBoolean();
      Span at = new Span(new Source("f", ""), 1, 1, 1);
      items.add(
          item(
              GROUP.instance(i),
              action,
              newFirst,
              random.nextBoolean() ? List.of(base) : List.of(),
              new RollingUpdate.Member(GROUP, most, stops, random.nextInt(5) == 0, at)));
    }
    for (int i = 0; i < random.nextInt(3); i++) {
      Address used = random.nextInt(3) == 0 ? GROUP : GROUP.instance(random.nextInt(count));
      items.add(item(Address.of("r", "u" + i), any(random), false, List.of(used), null));
    }
    return items;
  }

  private static Action any(Random random) {
    Action[] actions = {
      Action.REPLACE, Action.REPLACE, Action.UPDATE, Action.NONE, Action.CREATE, Action.DELETE
    };
    return actions[random.nextInt(actions.length)];
  }

  private static ActionOrder.Item item(
      Address address,
      Action action,
      boolean createFirst,
      List<Address> references,
      RollingUpdate.@Nullable Member member) {
    return new ActionOrder.Item(
        address,
        action,
        createFirst,
        action == Action.DELETE ? List.of() : references,
        action == Action.CREATE ? List.of() : references,
        action == Action.CREATE ? 0 : 1,
        false,
        action == Action.DELETE ? null : member);
  }

  /** Begins and ends steps in any order that is allowed; tells where more than allowed are away. */
  private static List<String> broken(
      List<ActionOrder.Item> items, List<Step> steps, int most, Random random) {
    Map<Address, ActionOrder.Item> byAddress = new HashMap<>();
    items.forEach(item -> byAddress.put(item.address(), item));
    Set<Integer> begun = new HashSet<>();
    Set<Integer> done = new HashSet<>();
    Set<Address> away = new HashSet<>();
    List<String> broken = new ArrayList<>();
    while (done.size() < steps.size()) {
      Step step = steps.get(random.nextInt(steps.size()));
      if (done.contains(step.id()) || !done.containsAll(step.after())) {
        continue;
      }
      boolean ends = begun.contains(step.id());
      (ends ? done : begun).add(step.id());
      ActionOrder.Item item = byAddress.get(step.address());
      RollingUpdate.Member member = item == null ? null : item.rolling();
      if (item == null || member == null) {
        continue;
      }
      boolean leaves =
          step.kind() == Step.Kind.DELETE || (step.kind() == Step.Kind.UPDATE && member.stops());
      if (!ends && leaves) {
        away.add(step.address());
      } else if (ends && step.kind() != Step.Kind.DELETE) {
        away.remove(step.address());
      }
      if (away.size() > most) {
        broken.add(away + " are away, at most " + most + " may");
      }
      if (!ends && leaves != step.rolling() && !newFirst(step, item)) {
        broken.add(step + " is " + (leaves ? "not " : "") + "stopped by a failure");
      }
    }
    return broken;
  }

  private static boolean newFirst(Step step, ActionOrder.Item item) {
    return item.action() == Action.REPLACE && step.kind() == Step.Kind.CREATE;
  }
}
