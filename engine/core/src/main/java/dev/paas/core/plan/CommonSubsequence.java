package dev.paas.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The longest sequence of elements that two lists have in common, in order.
 *
 * @see <a href="https://doi.org/10.1007/BF01840446">E. Myers, An O(ND) Difference Algorithm</a>
 */
public final class CommonSubsequence {
  /** Lists with more differences than this have only what they begin and end with in common. */
  private static final int MOST_DIFFERENCES = 1_000;

  /** Whether an element of the first list is the same as one of the second. */
  @FunctionalInterface
  public interface Equality {
    boolean same(int first, int second);
  }

  /**
   * A pair of elements that are the same.
   *
   * @param first the position in the first list
   * @param second the position in the second list
   */
  public record Pair(int first, int second) {}

  private final Equality equality;
  private final List<Pair> pairs = new ArrayList<>();

  private CommonSubsequence(Equality equality) {
    this.equality = equality;
  }

  /**
   * What two lists have in common, in rising order of both positions.
   *
   * @param first the length of the first list
   * @param second the length of the second list
   */
  public static List<Pair> of(int first, int second, Equality equality) {
    CommonSubsequence common = new CommonSubsequence(equality);
    int start = 0;
    while (start < first && start < second && equality.same(start, start)) {
      common.pairs.add(new Pair(start, start));
      start++;
    }
    int end = 0;
    while (end < first - start
        && end < second - start
        && equality.same(first - 1 - end, second - 1 - end)) {
      end++;
    }
    common.middle(start, first - end, second - end);
    for (int i = end; i > 0; i--) {
      common.pairs.add(new Pair(first - i, second - i));
    }
    return common.pairs;
  }

  /** Walks the shortest edit script between {@code start} and the two ends, furthest first. */
  private void middle(int start, int firstEnd, int secondEnd) {
    int n = firstEnd - start;
    int m = secondEnd - start;
    int most = Math.min(n + m, MOST_DIFFERENCES);
    List<int[]> rows = new ArrayList<>();
    int[] previous = new int[] {0, 0, 0};
    for (int d = 0; d <= most; d++) {
      int[] row = new int[2 * d + 3];
      for (int k = -d; k <= d; k += 2) {
        int x = d == 0 ? 0 : from(previous, d - 1, k);
        while (x < n && x - k < m && equality.same(start + x, start + x - k)) {
          x++;
        }
        row[k + d + 1] = x;
        if (k == n - m && x >= n) {
          collect(rows, d, n, m, start);
          return;
        }
      }
      rows.add(row);
      previous = row;
    }
  }

  /** How far diagonal {@code k} is reached with one difference more than {@code row} has. */
  private static int from(int[] row, int d, int k) {
    boolean down = k == -d - 1 || (k != d + 1 && row[k - 1 + d + 1] < row[k + 1 + d + 1]);
    return down ? row[k + 1 + d + 1] : row[k - 1 + d + 1] + 1;
  }

  private void collect(List<int[]> rows, int differences, int n, int m, int start) {
    List<Pair> found = new ArrayList<>();
    int x = n;
    int y = m;
    for (int d = differences; d >= 0; d--) {
      int reached = d == 0 ? 0 : from(rows.get(d - 1), d - 1, x - y);
      while (x > reached) {
        x--;
        y--;
        found.add(new Pair(start + x, start + y));
      }
      if (d > 0) {
        int[] row = rows.get(d - 1);
        int k = x - y;
        boolean down = k == -d || (k != d && row[k - 1 + d] < row[k + 1 + d]);
        x = down ? x : x - 1;
        y = down ? y - 1 : y;
      }
    }
    Collections.reverse(found);
    pairs.addAll(found);
  }
}
