package dev.paas.cli.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the nodes of a picture are drawn: each connected part in layers from left to right, broken
 * into bands where it is too wide and into several columns where it is too high, so that the whole
 * has the shape of a screen. What has no arrows comes last.
 */
public final class Layout {
  /** How high a node is. */
  public static final int HEIGHT = 40;

  static final int ROW = HEIGHT + 14;
  private static final int MARGIN = 24;
  private static final int PART_GAP = 40;
  private static final int LEAST_WIDTH = 1600;
  private static final double SHAPE = 1.6;
  private static final int LEAST_ROWS = 6;

  private final Picture picture;
  private final int[] x;
  private final int[] y;
  private final int[] width;
  private List<Column> columns = List.of();
  private int totalWidth;
  private int totalHeight;

  private Layout(Picture picture) {
    this.picture = picture;
    this.x = new int[picture.nodes().size()];
    this.y = new int[picture.nodes().size()];
    this.width = new int[picture.nodes().size()];
  }

  /** Lays a picture out. */
  public static Layout of(Picture picture) {
    Layout layout = new Layout(picture);
    layout.lay();
    return layout;
  }

  public Picture picture() {
    return picture;
  }

  /** The left side of a node. */
  public int x(int node) {
    return x[node];
  }

  /** The upper side of a node. */
  public int y(int node) {
    return y[node];
  }

  /** How wide a node is. */
  public int width(int node) {
    return width[node];
  }

  /** How wide the whole is. */
  public int totalWidth() {
    return totalWidth;
  }

  /** How high the whole is. */
  public int totalHeight() {
    return totalHeight;
  }

  /** The columns, those of a band from left to right. */
  List<Column> columns() {
    return columns;
  }

  private void lay() {
    long area = 0;
    for (int i = 0; i < width.length; i++) {
      width[i] = Label.width(picture.nodes().get(i));
      area += (long) (width[i] + Column.NARROW_GAP) * ROW;
    }
    int most = Math.max(LEAST_WIDTH, (int) Math.sqrt(area * SHAPE));
    int rows = Math.max(LEAST_ROWS, (int) (most / SHAPE / ROW));
    Neighbours after = Neighbours.after(width.length, picture.edges());
    Neighbours before = after.reversed();
    int[] rank = Ranks.of(after);
    Barycentre barycentre = new Barycentre(after, before);
    Column.Placing placing = new Column.Placing(x, y, width, after, before);
    Shelves shelves = new Shelves(most);
    for (List<Integer> part : parts(after, before)) {
      List<List<Integer>> layers = Ranks.layers(part, rank);
      barycentre.order(layers);
      shelves.add(part, placing.place(layers, most, rows));
    }
    columns = placing.all();
    totalWidth = shelves.widest + 2 * MARGIN;
    totalHeight = shelves.top + shelves.height + 2 * MARGIN;
  }

  /** Puts parts beside one another, and below where there is no room. */
  private final class Shelves {
    private final int most;
    private int left;
    private int top;
    private int height;
    private int widest;

    Shelves(int most) {
      this.most = most;
    }

    void add(List<Integer> part, Column.Size size) {
      if (left > 0 && left + size.width() > most) {
        left = 0;
        top += height + PART_GAP;
        height = 0;
      }
      for (int node : part) {
        x[node] += MARGIN + left;
        y[node] += MARGIN + top;
      }
      widest = Math.max(widest, left + size.width());
      height = Math.max(height, size.height());
      left += size.width() + PART_GAP;
    }
  }

  /** What hangs together, the largest first; all that has no arrows as the last one. */
  private static List<List<Integer>> parts(Neighbours after, Neighbours before) {
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> alone = new ArrayList<>();
    boolean[] seen = new boolean[after.nodes()];
    for (int root = 0; root < seen.length; root++) {
      if (after.count(root) + before.count(root) == 0) {
        alone.add(root);
      } else if (!seen[root]) {
        parts.add(part(root, after, before, seen));
      }
    }
    parts.sort(Comparator.comparingInt((List<Integer> part) -> part.size()).reversed());
    if (!alone.isEmpty()) {
      parts.add(alone);
    }
    return parts;
  }

  private static List<Integer> part(int root, Neighbours after, Neighbours before, boolean[] seen) {
    List<Integer> part = new ArrayList<>();
    seen[root] = true;
    part.add(root);
    for (int i = 0; i < part.size(); i++) {
      int node = part.get(i);
      for (Neighbours side : List.of(after, before)) {
        for (int j = 0; j < side.count(node); j++) {
          int other = side.get(node, j);
          if (!seen[other]) {
            seen[other] = true;
            part.add(other);
          }
        }
      }
    }
    part.sort(Comparator.naturalOrder());
    return part;
  }
}
