package dev.paas.core.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random platforms of a few resources that refer to one another, and random successors of them:
 * some resources leave, some come, some change in each of the ways in which they can.
 */
final class RandomPlatform {
  private static final int NAMES = 7;
  private static final String[] TYPES = {
    "fake.plain", "fake.plain", "fake.plain", "fake.batch", "fake.note", "fake.thing"
  };

  private final Random random;
  private final String[] types = new String[NAMES];
  private final String[] counts = new String[NAMES];
  private final boolean[] createFirst = new boolean[NAMES];
  private final boolean staged;

  RandomPlatform(Random random) {
    this(random, false);
  }

  /**
   * @param staged whether how many there are of some may be known only after apply
   */
  RandomPlatform(Random random, boolean staged) {
    this.random = random;
    this.staged = staged;
    for (int i = 0; i < NAMES; i++) {
      types[i] = TYPES[random.nextInt(TYPES.length)];
      counts[i] = random.nextInt(4) == 0 ? "count: 2" : "";
      createFirst[i] = random.nextInt(4) == 0;
    }
  }

  /** The next platform: what each resource is stays mostly as it was. */
  String next() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      if (random.nextInt(5) > 0) {
        order.add(random.nextInt(order.size() + 1), i);
      }
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < order.size(); at++) {
      change(order.get(at));
      text.append(resource(order.get(at), order.subList(0, at)));
    }
    return text.toString();
  }

  private void change(int i) {
    if (random.nextInt(12) == 0) {
      types[i] = TYPES[random.nextInt(TYPES.length)];
    }
    if (random.nextInt(8) == 0) {
      String[] all = {"", "count: 1", "count: 3", "forEach: [x, y]", "when: \"${1 > 2}\""};
      counts[i] = all[random.nextInt(all.length)];
    }
    if (random.nextInt(10) == 0) {
      createFirst[i] = !createFirst[i];
    }
  }

  private String resource(int i, List<Integer> earlier) {
    boolean thing = types[i].equals("fake.thing");
    List<String> parts = new ArrayList<>();
    parts.add("type: " + types[i]);
    if (!counts[i].isEmpty()) {
      parts.add(staged && counts[i].startsWith("count") ? count(earlier) : counts[i]);
    }
    parts.add("value: \"" + random.nextInt(3) + reference(earlier) + "\"");
    if (thing) {
      parts.add("name: \"n" + (random.nextInt(3) == 0 ? reference(earlier) : "") + "\"");
    } else if (random.nextInt(2) == 0) {
      parts.add("replace: \"" + random.nextInt(2) + reference(earlier) + "\"");
    }
    if (!earlier.isEmpty() && random.nextInt(4) == 0) {
      parts.add("dependsOn: [resources.r" + pick(earlier) + "]");
    }
    String lifecycle = lifecycle(i, earlier);
    if (!lifecycle.isEmpty()) {
      parts.add("lifecycle: { " + lifecycle + " }");
    }
    return "r" + i + ": { " + String.join(", ", parts) + " }\n";
  }

  private String lifecycle(int i, List<Integer> earlier) {
    List<String> parts = new ArrayList<>();
    if (createFirst[i]) {
      parts.add("createBeforeDestroy: true");
    }
    if (random.nextInt(6) == 0) {
      parts.add("replaceWhen: [\"" + random.nextInt(2) + reference(earlier) + "\"]");
    }
    if (random.nextInt(8) == 0) {
      parts.add("ignoreChanges: [value]");
    }
    return String.join(", ", parts);
  }

  /** A number from 1 to 3 that depends on what the provider makes up. */
  private String count(List<Integer> earlier) {
    for (int to : earlier) {
      boolean tells = types[to].equals("fake.plain") && counts[to].isEmpty();
      if (tells && random.nextInt(3) > 0) {
        return "count: \"${resources.r" + to + ".out.endsWith('0') ? 2 : 3}\"";
      }
    }
    return "count: " + (1 + random.nextInt(3));
  }

  private int pick(List<Integer> earlier) {
    return earlier.get(random.nextInt(earlier.size()));
  }

  private String reference(List<Integer> earlier) {
    if (earlier.isEmpty() || random.nextInt(3) == 0) {
      return "";
    }
    int to = pick(earlier);
    if (counts[to].startsWith("when")) {
      return "";
    }
    String attribute =
        switch (types[to]) {
          case "fake.batch", "fake.note" -> "id";
          default -> new String[] {"id", "out", "stable", "value"}[random.nextInt(4)];
        };
    if (counts[to].isEmpty()) {
      return " ${resources.r" + to + "." + attribute + "}";
    }
    String first = counts[to].startsWith("count") ? "[0]" : "['x']";
    return random.nextBoolean()
        ? " ${resources.r" + to + first + "." + attribute + "}"
        : " ${size(resources.r" + to + ")}";
  }
}
