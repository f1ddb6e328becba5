package dev.paas.cli.text;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with a little of what is around them. */
final class LineDiff {
  private static final int CONTEXT = 2;

  /** Beyond so many comparisons the middle is shown as removed and added as a whole. */
  private static final long MOST_COMPARED = 4_000_000;

  /** What became of a line. */
  enum Kind {
    SAME,
    REMOVED,
    ADDED,
    /** Stands for unchanged lines that are left out. */
    SKIPPED
  }

  /** A line of either text. */
  record Line(Kind kind, String text) {}

  private LineDiff() {}

  static List<Line> of(String before, String after) {
    List<String> from = before.lines().toList();
    List<String> to = after.lines().toList();
    int start = 0;
    while (start < from.size() && start < to.size() && from.get(start).equals(to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < from.size() - start
        && end < to.size() - start
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    List<Line> lines = new ArrayList<>();
    from.subList(0, start).forEach(line -> lines.add(new Line(Kind.SAME, line)));
    lines.addAll(
        middle(from.subList(start, from.size() - end), to.subList(start, to.size() - end)));
    from.subList(from.size() - end, from.size())
        .forEach(line -> lines.add(new Line(Kind.SAME, line)));
    return withoutFarContext(lines);
  }

  private static List<Line> middle(List<String> from, List<String> to) {
    List<Line> lines = new ArrayList<>();
    if ((long) from.size() * to.size() > MOST_COMPARED) {
      from.forEach(line -> lines.add(new Line(Kind.REMOVED, line)));
      to.forEach(line -> lines.add(new Line(Kind.ADDED, line)));
      return lines;
    }
    int[][] common = commonLengths(from, to);
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
        lines.add(new Line(Kind.SAME, from.get(i++)));
        j++;
      } else if (i < from.size() && (j == to.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Kind.REMOVED, from.get(i++)));
      } else {
        lines.add(new Line(Kind.ADDED, to.get(j++)));
      }
    }
    return lines;
  }

  /** How long the longest common subsequence is of what follows each pair of places. */
  private static int[][] commonLengths(List<String> from, List<String> to) {
    int[][] common = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        common[i][j] =
            from.get(i).equals(to.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<Line> withoutFarContext(List<Line> lines) {
    boolean[] kept = new boolean[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).kind() != Kind.SAME) {
        int last = Math.min(lines.size() - 1, i + CONTEXT);
        for (int near = Math.max(0, i - CONTEXT); near <= last; near++) {
          kept[near] = true;
        }
      }
    }
    List<Line> result = new ArrayList<>();
    int skipped = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (kept[i]) {
        addSkipped(skipped, result);
        skipped = 0;
        result.add(lines.get(i));
      } else {
        skipped++;
      }
    }
    addSkipped(skipped, result);
    return result;
  }

  private static void addSkipped(int count, List<Line> lines) {
    if (count > 0) {
      lines.add(new Line(Kind.SKIPPED, count == 1 ? "1 line" : count + " lines"));
    }
  }
}
