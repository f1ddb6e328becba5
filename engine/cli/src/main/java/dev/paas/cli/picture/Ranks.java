package dev.paas.cli.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rank of each node: one more than the highest of those before it. Of each circle one arrow is
 * left out.
 */
final class Ranks {
  private final Neighbours after;
  private final int[] rank;
  private final int[] order;
  private int ordered;

  private Ranks(Neighbours after) {
    this.after = after;
    this.rank = new int[after.nodes()];
    this.order = new int[after.nodes()];
    this.ordered = after.nodes();
  }

  /**
   * The ranks, from 0. What nothing comes before is as far to the right as it can be, beside what
   * needs it.
   */
  static int[] of(Neighbours after) {
    Ranks ranks = new Ranks(after);
    ranks.order();
    ranks.longestPaths();
    ranks.pullBeginnings();
    return ranks.rank;
  }

  /** Orders the nodes so that all arrows lead forward, but for those that close a circle. */
  private void order() {
    int[] looked = new int[after.nodes()];
    Arrays.fill(looked, -1);
    int[] path = new int[after.nodes()];
    for (int root = after.nodes() - 1; root >= 0; root--) {
      int depth = looked[root] < 0 ? 1 : 0;
      path[0] = root;
      while (depth > 0) {
        int node = path[depth - 1];
        looked[node]++;
        if (looked[node] == after.count(node)) {
          order[--ordered] = node;
          depth--;
        } else if (looked[after.get(node, looked[node])] < 0) {
          path[depth++] = after.get(node, looked[node]);
        }
      }
    }
  }

  private void longestPaths() {
    int[] place = places();
    for (int node : order) {
      for (int i = 0; i < after.count(node); i++) {
        int next = after.get(node, i);
        if (place[next] > place[node]) {
          rank[next] = Math.max(rank[next], rank[node] + 1);
        }
      }
    }
  }

  private void pullBeginnings() {
    Neighbours before = after.reversed();
    for (int node = 0; node < rank.length; node++) {
      if (before.count(node) == 0 && after.count(node) > 0) {
        int nearest = Integer.MAX_VALUE;
        for (int i = 0; i < after.count(node); i++) {
          nearest = Math.min(nearest, rank[after.get(node, i)]);
        }
        rank[node] = nearest - 1;
      }
    }
  }

  private int[] places() {
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return place;
  }

  /** The nodes of each rank, in the order of the picture; ranks without nodes are left out. */
  static List<List<Integer>> layers(List<Integer> nodes, int[] rank) {
    int highest = 0;
    for (int node : nodes) {
      highest = Math.max(highest, rank[node]);
    }
    List<List<Integer>> layers = new ArrayList<>();
    for (int i = 0; i <= highest; i++) {
      layers.add(new ArrayList<>());
    }
    nodes.forEach(node -> layers.get(rank[node]).add(node));
    layers.removeIf(List::isEmpty);
    return layers;
  }
}
