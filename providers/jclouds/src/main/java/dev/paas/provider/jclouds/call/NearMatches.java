package dev.paas.provider.jclouds.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that come closest to one that does not exist. */
public final class NearMatches {
  private static final int MOST = 5;

  private NearMatches() {}

  /** A hint that names them, or, when nothing is close, some of those that there are. */
  public static String hint(String wanted, Collection<String> names) {
    if (names.isEmpty()) {
      return "There is none at all.";
    }
    String bare = wanted.replace("*", "").toLowerCase(Locale.ROOT);
    List<String> sorted =
        names.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt(
                        (String name) -> distance(bare, name.toLowerCase(Locale.ROOT)))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    List<String> close =
        sorted.stream().filter(name -> isClose(bare, name.toLowerCase(Locale.ROOT))).toList();
    String shown = String.join(", ", first(close.isEmpty() ? sorted : close));
    return close.isEmpty() ? "There are: " + shown + "." : "Did you mean " + shown + "?";
  }

  private static List<String> first(List<String> names) {
    return names.subList(0, Math.min(MOST, names.size()));
  }

  private static boolean isClose(String wanted, String name) {
    return name.contains(wanted)
        || wanted.contains(name)
        || distance(wanted, name) <= Math.max(2, wanted.length() / 3);
  }

  /** How many characters have to be changed, added or left out. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()];
  }
}
