package dev.paas.cli.review;

import dev.paas.cli.review.AttributeView.Line;
import dev.paas.core.plan.CommonSubsequence;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with a little of what is around them. */
public final class LineDiff {
  private static final int CONTEXT = 2;

  private LineDiff() {}

  /** The lines of two texts; unchanged ones that are far from any difference are left out. */
  public static List<Line> of(List<String> from, List<String> to) {
    List<CommonSubsequence.Pair> pairs =
        new ArrayList<>(
            CommonSubsequence.of(from.size(), to.size(), (i, j) -> from.get(i).equals(to.get(j))));
    pairs.add(new CommonSubsequence.Pair(from.size(), to.size()));
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (CommonSubsequence.Pair pair : pairs) {
      while (i < pair.first()) {
        lines.add(new Line(Line.Kind.REMOVED, from.get(i++)));
      }
      while (j < pair.second()) {
        lines.add(new Line(Line.Kind.ADDED, to.get(j++)));
      }
      if (i < from.size()) {
        lines.add(new Line(Line.Kind.SAME, from.get(i)));
      }
      i++;
      j++;
    }
    return withoutFarContext(lines);
  }

  private static List<Line> withoutFarContext(List<Line> lines) {
    boolean[] kept = new boolean[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).kind() != Line.Kind.SAME) {
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
      lines.add(new Line(Line.Kind.SKIPPED, count == 1 ? "1 line" : count + " lines"));
    }
  }
}
