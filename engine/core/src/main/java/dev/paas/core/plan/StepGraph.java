package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Steps and what they wait for, while the order is made; knows nothing of why. */
final class StepGraph {
  private final List<Step> nodes = new ArrayList<>();
  private final Graph.Builder edges = new Graph.Builder();
  private final Set<Integer> rollingNodes = new HashSet<>();

  /** Adds a step, and tells its number. */
  int node(Step.Kind kind, Address address, String key) {
    nodes.add(new Step(nodes.size(), kind, address, key, List.of()));
    return nodes.size() - 1;
  }

  /** Lets a step wait for another one. */
  void edge(int node, int before) {
    edges.edge(node, before);
  }

  /** Marks a step that is not begun once one of its group has failed. */
  void markRolling(int node) {
    rollingNodes.add(node);
  }

  int size() {
    return nodes.size();
  }

  Step step(int node) {
    return nodes.get(node);
  }

  /**
   * The steps, each after what it waits for; too few of them when some are in a circle.
   *
   * @param ranks of steps that need not wait for each other, the one with the lowest comes first
   */
  List<Step> sorted(int[] ranks) {
    Graph graph = edges.build(nodes.size());
    int[] unmet = new int[nodes.size()];
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(ranks[a], ranks[b]));
    for (int node = 0; node < nodes.size(); node++) {
      unmet[node] = graph.dependencyCount(node);
      if (unmet[node] == 0) {
        ready.add(node);
      }
    }
    int[] positions = new int[nodes.size()];
    List<Integer> order = new ArrayList<>(nodes.size());
    Integer next;
    while ((next = ready.poll()) != null) {
      positions[next] = order.size();
      order.add(next);
      for (int i = 0; i < graph.dependentCount(next); i++) {
        int dependent = graph.dependent(next, i);
        if (--unmet[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    List<Step> steps = new ArrayList<>(order.size());
    for (int node : order) {
      steps.add(numbered(node, steps.size(), graph, positions));
    }
    return steps;
  }

  private Step numbered(int node, int id, Graph graph, int[] positions) {
    List<Integer> after = new ArrayList<>(graph.dependencyCount(node));
    for (int i = 0; i < graph.dependencyCount(node); i++) {
      after.add(positions[graph.dependency(node, i)]);
    }
    Collections.sort(after);
    Step step = nodes.get(node);
    return new Step(
        id,
        step.kind(),
        step.address(),
        step.key(),
        after.stream().distinct().toList(),
        rollingNodes.contains(node));
  }

  /** A circle of steps, in words. */
  String cycle() {
    List<String> names = new ArrayList<>();
    cycleSteps().forEach(step -> names.add(step.toString()));
    return String.join(" → ", names);
  }

  /** A circle of steps. */
  List<Step> cycleSteps() {
    List<Step> steps = new ArrayList<>();
    for (int node : edges.build(nodes.size()).cycle()) {
      steps.add(nodes.get(node));
    }
    return steps;
  }
}
