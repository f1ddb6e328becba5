package dev.paas.core.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class GraphTest {

  @Test
  void dependenciesComeFirstAndOtherwiseTheLowestNumber() {
    Graph graph = new Graph.Builder().edge(0, 3).edge(1, 2).build(4);

    assertArrayEquals(new int[] {2, 1, 3, 0}, graph.order());
    assertEquals(0, graph.cycle().length);
  }

  @Test
  void aCycleIsFoundAndBeginsAtItsLowestNode() {
    Graph graph = new Graph.Builder().edge(0, 4).edge(4, 2).edge(2, 3).edge(3, 4).build(5);

    assertArrayEquals(new int[] {2, 3, 4}, graph.cycle());
    assertEquals(1, graph.order().length);
  }

  @Test
  void aNodeMayReferToItself() {
    assertArrayEquals(new int[] {1}, new Graph.Builder().edge(1, 1).build(3).cycle());
  }

  @Test
  void aChainOfAMillionNeedsNoStack() {
    Graph.Builder edges = new Graph.Builder();
    int size = 1_000_000;
    for (int i = 0; i + 1 < size; i++) {
      edges.edge(i, i + 1);
    }

    int[] order = edges.build(size).order();

    assertEquals(size, order.length);
    assertEquals(size - 1, order[0]);
    assertEquals(size, edges.edge(size - 1, 0).build(size).cycle().length);
  }

  @Test
  void randomGraphsAreOrderedOrHaveACycle() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(12);
      Graph.Builder edges = new Graph.Builder();
      for (int i = random.nextInt(size * 2); i > 0; i--) {
        edges.edge(random.nextInt(size), random.nextInt(size));
      }
      Graph graph = edges.build(size);
      int[] cycle = graph.cycle();
      assertEquals(cycle.length == 0, graph.order().length == size, "seed " + seed);
      for (int i = 0; i < cycle.length; i++) {
        assertTrue(dependsOn(graph, cycle[i], cycle[(i + 1) % cycle.length]), "seed " + seed);
      }
    }
  }

  private static boolean dependsOn(Graph graph, int node, int dependency) {
    for (int i = 0; i < graph.dependencyCount(node); i++) {
      if (graph.dependency(node, i) == dependency) {
        return true;
      }
    }
    return false;
  }
}
