package dev.paas.cli.review;

import dev.paas.core.address.Address;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan changes, and in which order.
 *
 * @param changes the nodes, in the order of the plan
 * @param edges what waits for what; over resources that stay as they are, too
 */
record ChangeGraph(List<Change> changes, Set<Edge> edges) {

  /** That one thing is done before another. */
  record Edge(Address first, Address then) {}

  ChangeGraph {
    changes = List.copyOf(changes);
  }

  /** The graph of a plan. The work is the number of changes times that of steps at most. */
  static ChangeGraph of(Plan plan) {
    Map<Address, Change> nodes = new LinkedHashMap<>();
    plan.changes().forEach(change -> nodes.put(change.address(), change));
    Set<Edge> edges = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      if (nodes.containsKey(step.address())) {
        before(plan.steps(), step, nodes, edges);
      }
    }
    return new ChangeGraph(new ArrayList<>(nodes.values()), edges);
  }

  private static void before(
      List<Step> steps, Step step, Map<Address, Change> nodes, Set<Edge> edges) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(step.after());
    while (!open.isEmpty()) {
      int id = open.remove();
      if (!seen.get(id)) {
        seen.set(id);
        Address other = steps.get(id).address();
        if (!nodes.containsKey(other)) {
          open.addAll(steps.get(id).after());
        } else if (!other.equals(step.address())) {
          edges.add(new Edge(other, step.address()));
        }
      }
    }
  }
}
