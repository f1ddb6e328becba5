package dev.paas.cli.differential;

import dev.paas.cli.differential.Unit.Ref;
import dev.paas.cli.differential.Unit.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Random configurations, and successors of them: units leave and come, and what stays changes in
 * each of the ways in which it can.
 */
final class Generator {
  private static final int NAMES = 6;
  private static final List<Shape> SHAPES = List.of(Shape.values());
  private static final List<String> KEYS = List.of("a", "b", "c");

  private final Random random;
  private final boolean whole;
  private final List<Integer> rank = new ArrayList<>();
  private final @Nullable Unit[] last = new Unit[NAMES];
  private final String[] names = new String[NAMES];

  /**
   * @param whole whether references are to all instances only
   */
  Generator(Random random, boolean whole) {
    this.random = random;
    this.whole = whole;
    for (int i = 0; i < NAMES; i++) {
      rank.add(random.nextInt(rank.size() + 1), i);
      names[i] = "r" + i;
    }
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  /** The next configuration. */
  Configuration next() {
    if (once(8)) {
      Collections.shuffle(rank, random);
    }
    Map<String, String> moved = moved();
    List<String> removed = new ArrayList<>();
    List<Unit> earlier = new ArrayList<>();
    for (int i : rank) {
      Unit known = last[i];
      boolean stays = known == null ? once(2) : !once(6);
      if (known != null && !stays && !moved.containsValue(names[i]) && once(3)) {
        removed.add(names[i]);
      }
      last[i] = stays ? unit(names[i], known, earlier) : null;
      Unit made = last[i];
      if (made != null) {
        earlier.add(made);
      }
    }
    moved.values().removeIf(name -> earlier.stream().noneMatch(one -> one.name().equals(name)));
    List<Unit> written = new ArrayList<>(earlier);
    Collections.shuffle(written, random);
    return new Configuration(written, moved, removed);
  }

  /** Gives some of what is there another name. */
  private Map<String, String> moved() {
    Map<String, String> moved = new TreeMap<>();
    for (int i = 0; i < NAMES; i++) {
      if (last[i] != null && once(8)) {
        String from = names[i];
        names[i] = from + "x";
        moved.put(from, names[i]);
        for (int k = 0; k < NAMES; k++) {
          Unit unit = last[k];
          last[k] = unit == null ? null : unit.renamed(from, names[i]);
        }
      }
    }
    return moved;
  }

  private Unit unit(String name, @Nullable Unit known, List<Unit> earlier) {
    Shape shape = known == null ? SHAPES.get(random.nextInt(SHAPES.size())) : known.shape();
    int count = known == null || once(6) ? random.nextInt(3) : known.count();
    List<String> keys = known == null || once(6) ? keys() : known.keys();
    String value = known == null || once(4) ? "v" + random.nextInt(9) : known.value();
    List<Ref> inputs = known == null || once(4) ? refs(earlier, 2) : still(known.inputs(), earlier);
    String trigger =
        known == null || once(5) ? once(2) ? null : "t" + random.nextInt(9) : known.trigger();
    List<Ref> triggers =
        known == null || once(6) ? refs(earlier, 1) : still(known.triggers(), earlier);
    List<String> after =
        known == null || once(6) ? after(earlier) : stillThere(known.after(), earlier);
    boolean createFirst = (known == null || once(8)) ? once(3) : known.createFirst();
    List<Ref> replacedBy =
        known == null
            ? once(4) ? single(refs(earlier, 1)) : List.of()
            : still(known.replacedBy(), earlier);
    return new Unit(
        name,
        shape,
        count,
        keys,
        value,
        inputs,
        trigger,
        trigger == null ? List.of() : triggers,
        after,
        createFirst,
        replacedBy,
        (known == null || once(6)) ? once(8) : known.guarded());
  }

  private List<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    for (String key : KEYS) {
      if (random.nextBoolean()) {
        keys.add(key);
      }
    }
    return List.copyOf(keys);
  }

  private List<Ref> refs(List<Unit> earlier, int most) {
    List<Ref> refs = new ArrayList<>();
    for (int i = 0; i < most && !earlier.isEmpty(); i++) {
      if (!once(3)) {
        refs.add(ref(earlier.get(random.nextInt(earlier.size()))));
      }
    }
    return refs;
  }

  private Ref ref(Unit to) {
    String attribute = once(3) ? "input" : "id";
    if (to.shape() == Shape.SINGLE) {
      return new Ref(to.name(), attribute, "");
    }
    List<String> instances = to.instances();
    boolean all = whole || instances.isEmpty() || random.nextBoolean();
    return new Ref(
        to.name(), attribute, all ? "*" : instances.get(random.nextInt(instances.size())));
  }

  /** Terraform's replace_triggered_by takes no attribute of all instances. */
  private static List<Ref> single(List<Ref> refs) {
    return refs.stream().filter(ref -> !ref.instance().equals("*")).toList();
  }

  /** Those which refer to something that is there still, or to all that is there. */
  private static List<Ref> still(List<Ref> refs, List<Unit> earlier) {
    List<Ref> still = new ArrayList<>();
    for (Ref ref : refs) {
      for (Unit unit : earlier) {
        if (unit.name().equals(ref.to())
            && (ref.instance().equals("*") || unit.instances().contains(ref.instance()))) {
          still.add(ref);
        }
      }
    }
    return still;
  }

  private List<String> after(List<Unit> earlier) {
    return earlier.isEmpty() || !once(3)
        ? List.of()
        : List.of(earlier.get(random.nextInt(earlier.size())).name());
  }

  private static List<String> stillThere(List<String> names, List<Unit> earlier) {
    return names.stream()
        .filter(name -> earlier.stream().anyMatch(unit -> unit.name().equals(name)))
        .toList();
  }
}
