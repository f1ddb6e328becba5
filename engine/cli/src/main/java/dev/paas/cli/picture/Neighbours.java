package dev.paas.cli.picture;

import java.util.List;

/** For each node, the nodes at the other ends of its arrows. */
final class Neighbours {
  private final int[] from;
  private final int[] ends;

  private Neighbours(int[] from, int[] ends) {
    this.from = from;
    this.ends = ends;
  }

  /** Where arrows lead to from each node. */
  static Neighbours after(int nodes, List<Picture.Edge> edges) {
    int[] starts = new int[edges.size()];
    int[] ends = new int[edges.size()];
    for (int i = 0; i < edges.size(); i++) {
      starts[i] = edges.get(i).from();
      ends[i] = edges.get(i).to();
    }
    return of(nodes, starts, ends);
  }

  /** The same arrows, turned round. */
  Neighbours reversed() {
    int[] starts = new int[ends.length];
    for (int node = 0; node < nodes(); node++) {
      for (int i = from[node]; i < from[node + 1]; i++) {
        starts[i] = node;
      }
    }
    return of(nodes(), ends, starts);
  }

  private static Neighbours of(int nodes, int[] starts, int[] ends) {
    int[] from = new int[nodes + 1];
    for (int start : starts) {
      from[start + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      from[node + 1] += from[node];
    }
    int[] next = from.clone();
    int[] sorted = new int[ends.length];
    for (int i = 0; i < ends.length; i++) {
      sorted[next[starts[i]]++] = ends[i];
    }
    return new Neighbours(from, sorted);
  }

  int nodes() {
    return from.length - 1;
  }

  int count(int node) {
    return from[node + 1] - from[node];
  }

  /** One of a node's neighbours, by its position from 0. */
  int get(int node, int position) {
    return ends[from[node] + position];
  }
}
