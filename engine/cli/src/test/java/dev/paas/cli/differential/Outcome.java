package dev.paas.cli.differential;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a program makes of a configuration.
 *
 * @param refusal why it does not plan or apply it; {@code null} when it does
 * @param actions what happens to each instance that does not stay as it is: address to action
 * @param before the steps, each with all steps that must be done before it
 * @param order the steps in the order in which they were done
 */
record Outcome(
    @Nullable String refusal,
    Map<String, String> actions,
    Map<String, Set<String>> before,
    List<String> order) {

  Outcome {
    actions = new TreeMap<>(actions);
    before = new TreeMap<>(before);
    order = List.copyOf(order);
  }

  static Outcome refused(String why) {
    return new Outcome(why, Map.of(), Map.of(), List.of());
  }

  /**
   * Everything that must be done before each step, however indirectly.
   *
   * @param edges what must be done directly before; other names than steps stand for nothing that
   *     is done, and order passes through them
   * @param steps the names of steps
   */
  static Map<String, Set<String>> closed(Map<String, Set<String>> edges, Set<String> steps) {
    Map<String, Set<String>> closed = new TreeMap<>();
    for (String step : steps) {
      Set<String> seen = new TreeSet<>();
      List<String> open = new java.util.ArrayList<>(edges.getOrDefault(step, Set.of()));
      while (!open.isEmpty()) {
        String next = open.remove(open.size() - 1);
        if (seen.add(next)) {
          open.addAll(edges.getOrDefault(next, Set.of()));
        }
      }
      seen.retainAll(steps);
      closed.put(step, seen);
    }
    return closed;
  }
}
