package dev.paas.cli.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Nodes below one another.
 *
 * @param nodes from top to bottom
 * @param left its left side
 * @param width of its widest node
 * @param band in which band of the picture it is
 */
record Column(List<Integer> nodes, int left, int width, int band) {
  /** Between two columns with arrows between them. */
  static final int WIDE_GAP = 72;

  /** Between two columns of one layer. */
  static final int NARROW_GAP = 24;

  private static final int BAND_GAP = 34;

  /** How much room something takes. */
  record Size(int width, int height) {}

  /** Places the layers of one part, its upper left corner at 0, 0. */
  static final class Placing {
    private final int[] x;
    private final int[] y;
    private final int[] width;
    private final Neighbours after;
    private final Neighbours before;

    /** In which band each node is that was placed already; 0 for those that were not. */
    private final int[] band;

    private int bands;
    private final List<Column> all = new ArrayList<>();

    Placing(int[] x, int[] y, int[] width, Neighbours after, Neighbours before) {
      this.x = x;
      this.y = y;
      this.width = width;
      this.after = after;
      this.before = before;
      this.band = new int[x.length];
    }

    /**
     * Places layers.
     *
     * @param most how wide a band may be
     * @param rows how many nodes a column may have
     */
    Size place(List<List<Integer>> layers, int most, int rows) {
      int widest = 0;
      int top = 0;
      List<Column> open = new ArrayList<>();
      int left = 0;
      for (List<Integer> layer : layers) {
        int gap = WIDE_GAP;
        for (List<Integer> nodes : columns(layer, rows)) {
          int wide = nodes.stream().mapToInt(node -> width[node]).max().orElse(0);
          if (!open.isEmpty() && left + gap + wide > most) {
            top += placeBand(open, top) + BAND_GAP;
            open.clear();
          }
          left = open.isEmpty() ? 0 : left + gap;
          open.add(new Column(nodes, left, wide, bands + 1));
          left += wide;
          widest = Math.max(widest, left);
          gap = NARROW_GAP;
        }
      }
      return new Size(widest, top + placeBand(open, top));
    }

    /** All columns, those of a band from left to right. */
    List<Column> all() {
      return all;
    }

    private static List<List<Integer>> columns(List<Integer> layer, int rows) {
      int count = (layer.size() + rows - 1) / rows;
      int each = (layer.size() + count - 1) / count;
      List<List<Integer>> columns = new ArrayList<>();
      for (int i = 0; i < layer.size(); i += each) {
        columns.add(layer.subList(i, Math.min(layer.size(), i + each)));
      }
      return columns;
    }

    /** Places columns side by side, and tells how high they are. */
    private int placeBand(List<Column> columns, int top) {
      bands++;
      all.addAll(columns);
      int highest = 0;
      for (int i = 1; i < columns.size(); i++) {
        boolean higher = columns.get(i).nodes.size() > columns.get(highest).nodes.size();
        highest = higher ? i : highest;
      }
      int height = columns.get(highest).nodes.size() * Layout.ROW - (Layout.ROW - Layout.HEIGHT);
      for (int i = highest; i < columns.size(); i++) {
        place(columns.get(i), before, top, height);
      }
      for (int i = highest - 1; i >= 0; i--) {
        place(columns.get(i), after, top, height);
      }
      return height;
    }

    /** Each node as near to the mean of its neighbours as the others in the column let it. */
    private void place(Column column, Neighbours neighbours, int top, int height) {
      List<Integer> nodes = column.nodes;
      int centred = top + (height - nodes.size() * Layout.ROW + Layout.ROW - Layout.HEIGHT) / 2;
      int lowest = Integer.MIN_VALUE;
      for (int i = 0; i < nodes.size(); i++) {
        int node = nodes.get(i);
        x[node] = column.left;
        y[node] = Math.max(lowest, wanted(node, neighbours, centred + i * Layout.ROW));
        lowest = Math.max(y[node], top) + Layout.ROW;
        y[node] = lowest - Layout.ROW;
      }
      int limit = top + height - Layout.HEIGHT;
      for (int i = nodes.size() - 1; i >= 0; i--) {
        int node = nodes.get(i);
        y[node] = Math.min(y[node], limit);
        limit = y[node] - Layout.ROW;
        band[node] = bands;
      }
    }

    private int wanted(int node, Neighbours neighbours, int otherwise) {
      long sum = 0;
      int count = 0;
      for (int i = 0; i < neighbours.count(node); i++) {
        int other = neighbours.get(node, i);
        if (band[other] == bands) {
          sum += y[other];
          count++;
        }
      }
      return count == 0 ? otherwise : (int) (sum / count);
    }
  }
}
