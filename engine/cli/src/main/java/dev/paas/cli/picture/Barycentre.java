package dev.paas.cli.picture;

import java.util.Comparator;
import java.util.List;

/**
 * Orders the nodes of each layer by the mean place of their neighbours, there and back a few times,
 * so that few arrows cross.
 *
 * @see <a href="https://doi.org/10.1109/TSMC.1981.4308636">Sugiyama, Tagawa, Toda: Methods for
 *     Visual Understanding of Hierarchical System Structures</a>
 */
final class Barycentre {
  private static final int SWEEPS = 4;

  private final Neighbours after;
  private final Neighbours before;

  /** Where each node stands in its layer, from 0 to 1: layers have different sizes. */
  private final double[] place;

  private final double[] mean;

  Barycentre(Neighbours after, Neighbours before) {
    this.after = after;
    this.before = before;
    this.place = new double[after.nodes()];
    this.mean = new double[after.nodes()];
  }

  /** Orders layers in place. */
  void order(List<List<Integer>> layers) {
    layers.forEach(this::number);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 1; i < layers.size(); i++) {
        order(layers.get(i), before);
      }
      for (int i = layers.size() - 2; i >= 0; i--) {
        order(layers.get(i), after);
      }
    }
  }

  private void order(List<Integer> layer, Neighbours neighbours) {
    for (int node : layer) {
      double sum = 0;
      int count = neighbours.count(node);
      for (int i = 0; i < count; i++) {
        sum += place[neighbours.get(node, i)];
      }
      mean[node] = count == 0 ? place[node] : sum / count;
    }
    layer.sort(Comparator.comparingDouble(node -> mean[node]));
    number(layer);
  }

  private void number(List<Integer> layer) {
    for (int i = 0; i < layer.size(); i++) {
      place[layer.get(i)] = (i + 0.5) / layer.size();
    }
  }
}
