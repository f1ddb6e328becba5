package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The algorithm against the plain one with a table, and its bounds. */
final class CommonSubsequenceTest {
  private static List<CommonSubsequence.Pair> of(List<Integer> first, List<Integer> second) {
    return CommonSubsequence.of(
        first.size(), second.size(), (i, j) -> first.get(i).equals(second.get(j)));
  }

  @Test
  void itIsALongestOne() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      List<Integer> first = numbers(random);
      List<Integer> second = numbers(random);
      List<CommonSubsequence.Pair> pairs = of(first, second);
      String what = "seed " + seed + ": " + first + " and " + second;
      int i = -1;
      int j = -1;
      for (CommonSubsequence.Pair pair : pairs) {
        assertTrue(pair.first() > i && pair.second() > j, what);
        assertEquals(first.get(pair.first()), second.get(pair.second()), what);
        i = pair.first();
        j = pair.second();
      }
      assertEquals(longest(first, second), pairs.size(), what);
    }
  }

  private static List<Integer> numbers(Random random) {
    return random.ints(random.nextInt(12), 0, 4).boxed().toList();
  }

  private static int longest(List<Integer> first, List<Integer> second) {
    int[][] table = new int[first.size() + 1][second.size() + 1];
    for (int i = 1; i <= first.size(); i++) {
      for (int j = 1; j <= second.size(); j++) {
        table[i][j] =
            first.get(i - 1).equals(second.get(j - 1))
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[first.size()][second.size()];
  }

  @Test
  void manyDifferencesAreNotLookedFor() {
    List<Integer> first = IntStream.range(0, 20_000).boxed().toList();
    List<Integer> second = IntStream.range(0, 20_000).map(i -> -i).boxed().toList();
    int[] asked = new int[1];
    List<CommonSubsequence.Pair> pairs =
        CommonSubsequence.of(
            20_000,
            20_000,
            (i, j) -> {
              asked[0]++;
              return first.get(i).equals(second.get(j));
            });
    assertEquals(List.of(new CommonSubsequence.Pair(0, 0)), pairs);
    assertTrue(asked[0] < 1_100_000, asked[0] + " comparisons");
  }
}
