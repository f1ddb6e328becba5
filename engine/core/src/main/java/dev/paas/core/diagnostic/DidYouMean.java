package dev.paas.core.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what the user probably meant. */
public final class DidYouMean {
  private static final int LISTED = 12;

  private DidYouMean() {}

  /**
   * The candidate nearest to {@code typed}: the one with the fewest insertions, deletions,
   * substitutions and swaps of neighbours, if those are few for its length. Among equals the first.
   */
  public static @Nullable String nearest(String typed, Collection<String> candidates) {
    String best = null;
    int bestDistance = Math.max(1, Math.min(3, typed.length() / 3)) + 1;
    String folded = fold(typed);
    for (String candidate : candidates) {
      String other = fold(candidate);
      if (Math.abs(other.length() - folded.length()) >= bestDistance) {
        continue;
      }
      int distance = distance(folded, other);
      if (distance < bestDistance && distance < Math.max(folded.length(), other.length())) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** {@code Did you mean "x"?}, or else the list of what there is, or {@code null} for nothing. */
  public static @Nullable String hint(String typed, Collection<String> candidates) {
    String nearest = nearest(typed, candidates);
    if (nearest != null) {
      return "Did you mean \"" + nearest + "\"?";
    }
    return candidates.isEmpty() ? null : whatThereIs(candidates);
  }

  /** The candidates in a sentence. */
  public static String whatThereIs(Collection<String> candidates) {
    return (candidates.size() == 1 ? "There is only " : "There are: ") + list(candidates) + ".";
  }

  /** The candidates, sorted, with the rest counted when there are many. */
  public static String list(Collection<String> candidates) {
    List<String> sorted = new ArrayList<>(candidates);
    sorted.sort(null);
    if (sorted.size() <= LISTED) {
      return String.join(", ", sorted);
    }
    return String.join(", ", sorted.subList(0, LISTED))
        + " and "
        + (sorted.size() - LISTED)
        + " more";
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cell(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cell(String a, String b, int[][] cost, int i, int j) {
    int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(
            Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + substitution);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
