package dev.paas.cli.picture;

import java.util.List;

/**
 * How arrows get past the columns between their ends: through the gap next to the straight way, not
 * behind a node, where they would seem to end. Those that pass many columns, or lead into another
 * band, go straight.
 */
final class Routes {
  private static final int MOST_COLUMNS = 8;
  private static final int BESIDE = 7;
  private static final int LEAST_BEND = 30;
  private static final int MOST_BEND = 120;

  private final Layout layout;
  private final List<Column> columns;

  /** The position of each node's column in {@link #columns}. */
  private final int[] columnOf;

  Routes(Layout layout) {
    this.layout = layout;
    this.columns = layout.columns();
    this.columnOf = new int[layout.picture().nodes().size()];
    for (int i = 0; i < columns.size(); i++) {
      for (int node : columns.get(i).nodes()) {
        columnOf[node] = i;
      }
    }
  }

  /** An arrow, as the path of SVG. */
  String path(Picture.Edge edge) {
    int x = layout.x(edge.from()) + layout.width(edge.from());
    int y = middle(edge.from());
    int endX = layout.x(edge.to());
    int endY = middle(edge.to());
    StringBuilder path = new StringBuilder("M").append(x).append(' ').append(y);
    int first = columnOf[edge.from()];
    int last = columnOf[edge.to()];
    boolean passes = last - first > 1 && last - first <= MOST_COLUMNS + 1;
    if (passes && columns.get(first).band() == columns.get(last).band()) {
      for (int i = first + 1; i < last; i++) {
        List<Integer> nodes = columns.get(i).nodes();
        int left = layout.x(nodes.get(0));
        int right = left + columns.get(i).width();
        double part = (double) (left - x) / (endX - x);
        int gap = gap(nodes, (int) (y + part * (endY - y)));
        bend(path, x, y, left, gap);
        path.append('H').append(right);
        x = right;
        y = gap;
      }
    }
    bend(path, x, y, endX, endY);
    return path.toString();
  }

  private int middle(int node) {
    return layout.y(node) + Layout.HEIGHT / 2;
  }

  private static void bend(StringBuilder path, int x, int y, int toX, int toY) {
    int bend = Math.min(MOST_BEND, Math.max(LEAST_BEND, Math.abs(toX - x) / 2));
    path.append('C').append(x + bend).append(' ').append(y).append(' ').append(toX - bend);
    path.append(' ').append(toY).append(' ').append(toX).append(' ').append(toY);
  }

  /** The height nearest to a wanted one at which a column, from top to bottom, has no node. */
  private int gap(List<Integer> nodes, int wanted) {
    int low = 0;
    int high = nodes.size() - 1;
    while (low < high) {
      int between = (low + high + 1) / 2;
      if (layout.y(nodes.get(between)) - BESIDE <= wanted) {
        low = between;
      } else {
        high = between - 1;
      }
    }
    int top = layout.y(nodes.get(low)) - BESIDE;
    int bottom = top + Layout.HEIGHT + 2 * BESIDE;
    if (wanted <= top || wanted >= bottom) {
      return wanted;
    }
    return wanted - top < bottom - wanted ? top : bottom;
  }
}
