package dev.paas.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** An immutable graph of what depends on what. Nodes are 0 to {@code size() - 1}. */
public final class Graph {
  private final int size;
  private final int[] dependencyStarts;
  private final int[] dependencies;
  private final int[] dependentStarts;
  private final int[] dependents;

  private Graph(int size, int[] from, int[] to) {
    this.size = size;
    this.dependencyStarts = new int[size + 1];
    this.dependencies = new int[from.length];
    this.dependentStarts = new int[size + 1];
    this.dependents = new int[from.length];
    fill(from, to, dependencyStarts, dependencies);
    fill(to, from, dependentStarts, dependents);
  }

  /** Sorts edges by their first end, keeping the order they were added in (counting sort). */
  private void fill(int[] first, int[] second, int[] starts, int[] ends) {
    for (int node : first) {
      starts[node + 1]++;
    }
    for (int node = 0; node < size; node++) {
      starts[node + 1] += starts[node];
    }
    int[] next = Arrays.copyOf(starts, size);
    for (int edge = 0; edge < first.length; edge++) {
      ends[next[first[edge]]++] = second[edge];
    }
  }

  /** Collects edges. */
  public static final class Builder {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int edges;

    /** Says that {@code node} depends on {@code dependency}; the same may be said again. */
    public Builder edge(int node, int dependency) {
      if (edges == from.length) {
        from = Arrays.copyOf(from, edges * 2);
        to = Arrays.copyOf(to, edges * 2);
      }
      from[edges] = node;
      to[edges] = dependency;
      edges++;
      return this;
    }

    /** The graph of {@code size} nodes with these edges. */
    public Graph build(int size) {
      return new Graph(size, Arrays.copyOf(from, edges), Arrays.copyOf(to, edges));
    }
  }

  /** How many nodes there are. */
  public int size() {
    return size;
  }

  /** How many edges there are, each counted as often as it was added. */
  public int edgeCount() {
    return dependencies.length;
  }

  /** How many edges lead from {@code node} to what it depends on. */
  public int dependencyCount(int node) {
    return dependencyStarts[node + 1] - dependencyStarts[node];
  }

  /** What {@code node} depends on, {@code index} from 0 to {@code dependencyCount(node) - 1}. */
  public int dependency(int node, int index) {
    return dependencies[dependencyStarts[node] + index];
  }

  /** How many edges lead to {@code node} from what depends on it. */
  public int dependentCount(int node) {
    return dependentStarts[node + 1] - dependentStarts[node];
  }

  /** What depends on {@code node}. */
  public int dependent(int node, int index) {
    return dependents[dependentStarts[node] + index];
  }

  /**
   * All nodes, each after what it depends on; among those that could come next, the one with the
   * lowest number.
   *
   * @return shorter than {@link #size} when there is a cycle: what is in one, or depends on it, is
   *     missing
   */
  public int[] order() {
    int[] unmet = new int[size];
    IntQueue ready = new IntQueue();
    for (int node = 0; node < size; node++) {
      unmet[node] = dependencyCount(node);
      if (unmet[node] == 0) {
        ready.add(node);
      }
    }
    int[] order = new int[size];
    int count = 0;
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order[count++] = next;
      for (int i = 0; i < dependentCount(next); i++) {
        int dependent = dependent(next, i);
        if (--unmet[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    return Arrays.copyOf(order, count);
  }

  /**
   * All nodes, each after what it depends on, in groups: one alone; or, when no other node could
   * come next, all {@code together} that could.
   *
   * @param together which nodes are to be in large groups
   */
  public List<int[]> groups(IntPredicate together) {
    int[] unmet = new int[size];
    IntQueue ready = new IntQueue();
    IntQueue waiting = new IntQueue();
    for (int node = 0; node < size; node++) {
      unmet[node] = dependencyCount(node);
      if (unmet[node] == 0) {
        (together.test(node) ? waiting : ready).add(node);
      }
    }
    List<int[]> groups = new ArrayList<>(size);
    while (!ready.isEmpty() || !waiting.isEmpty()) {
      int[] group;
      if (ready.isEmpty()) {
        group = waiting.removeAll();
      } else {
        group = new int[] {ready.remove()};
      }
      groups.add(group);
      for (int done : group) {
        for (int i = 0; i < dependentCount(done); i++) {
          int dependent = dependent(done, i);
          if (--unmet[dependent] == 0) {
            (together.test(dependent) ? waiting : ready).add(dependent);
          }
        }
      }
    }
    return groups;
  }

  /**
   * A cycle: each node depends on the next one, and the last on the first. The one that is found
   * begins at the lowest node that is in any.
   *
   * @return empty when there is none
   */
  public int[] cycle() {
    boolean[] done = new boolean[size];
    for (int node : order()) {
      done[node] = true;
    }
    // What is left is in a cycle or leads into one: following it always ends in one.
    for (int start = 0; start < size; start++) {
      if (!done[start]) {
        return walk(start, done);
      }
    }
    return new int[0];
  }

  private int[] walk(int start, boolean[] done) {
    int[] positions = new int[size];
    Arrays.fill(positions, -1);
    int[] path = new int[size];
    int length = 0;
    int current = start;
    while (positions[current] < 0) {
      positions[current] = length;
      path[length++] = current;
      int next = -1;
      for (int i = 0; i < dependencyCount(current) && next < 0; i++) {
        if (!done[dependency(current, i)]) {
          next = dependency(current, i);
        }
      }
      current = next;
    }
    return lowestFirst(Arrays.copyOfRange(path, positions[current], length));
  }

  private static int[] lowestFirst(int[] cycle) {
    int lowest = 0;
    for (int i = 1; i < cycle.length; i++) {
      if (cycle[i] < cycle[lowest]) {
        lowest = i;
      }
    }
    int[] turned = new int[cycle.length];
    for (int i = 0; i < cycle.length; i++) {
      turned[i] = cycle[(lowest + i) % cycle.length];
    }
    return turned;
  }
}
