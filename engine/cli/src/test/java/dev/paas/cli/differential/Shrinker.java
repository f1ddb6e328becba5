package dev.paas.cli.differential;

import dev.paas.cli.differential.Unit.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a story smaller as long as the programs still do not agree on it. */
final class Shrinker {
  private static final int MOST = 60;

  /** Plays a story. */
  interface Play {
    /**
     * What they do not agree on; {@code null} when they agree.
     *
     * @throws Exception when a program cannot be run
     */
    @Nullable String of(List<Configuration> story) throws Exception;
  }

  private final Play play;

  Shrinker(Play play) {
    this.play = play;
  }

  /** The smallest that is found, after not too many plays. */
  List<Configuration> shrunk(List<Configuration> story) throws Exception {
    List<Configuration> smallest = story;
    int plays = 0;
    boolean again = true;
    while (again) {
      again = false;
      for (List<Configuration> smaller : candidates(smallest)) {
        if (plays++ > MOST) {
          return smallest;
        }
        if (play.of(smaller) != null) {
          smallest = smaller;
          again = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<List<Configuration>> candidates(List<Configuration> story) {
    List<List<Configuration>> all = new ArrayList<>();
    if (story.size() > 1) {
      all.add(story.subList(0, story.size() - 1));
      all.add(story.subList(1, story.size()));
    }
    TreeSet<String> names = new TreeSet<>();
    for (Configuration one : story) {
      one.units().forEach(unit -> names.add(unit.name()));
    }
    for (String name : names) {
      all.add(story.stream().map(one -> without(one, name)).toList());
    }
    for (int i = 0; i < story.size(); i++) {
      for (Unit unit : story.get(i).units()) {
        all.add(with(story, i, without(story.get(i), unit.name())));
        for (Unit simpler : simpler(unit)) {
          all.add(everywhere(story, unit, simpler));
          all.add(with(story, i, replaced(story.get(i), unit, simpler)));
        }
      }
    }
    all.removeIf(story::equals);
    return all;
  }

  private static List<Configuration> with(List<Configuration> story, int at, Configuration other) {
    List<Configuration> changed = new ArrayList<>(story);
    changed.set(at, other);
    return List.copyOf(changed);
  }

  private static List<Configuration> everywhere(List<Configuration> story, Unit unit, Unit other) {
    return story.stream().map(one -> replaced(one, unit, other)).toList();
  }

  private static Configuration replaced(Configuration in, Unit unit, Unit other) {
    return in.mapped(one -> one.equals(unit) ? other : one);
  }

  private static Configuration without(Configuration in, String name) {
    return new Configuration(
        in.units().stream()
            .filter(unit -> !unit.name().equals(name))
            .map(unit -> unit.without(name))
            .toList(),
        in.moved(),
        in.removed());
  }

  private static List<Unit> simpler(Unit unit) {
    List<Unit> all = new ArrayList<>();
    for (String used : unit.after()) {
      all.add(unit.with(unit.inputs(), unit.triggers(), less(unit.after(), used)));
    }
    for (Ref ref : unit.inputs()) {
      all.add(unit.with(less(unit.inputs(), ref), unit.triggers(), unit.after()));
    }
    for (Ref ref : unit.triggers()) {
      all.add(unit.with(unit.inputs(), less(unit.triggers(), ref), unit.after()));
    }
    List<UnaryOperator<Unit>> plainer =
        List.of(Unit::withoutLifecycle, Unit::withoutTrigger, one -> one.valued("v"));
    plainer.forEach(change -> all.add(change.apply(unit)));
    all.removeIf(unit::equals);
    return all;
  }

  private static <T> List<T> less(List<T> all, T one) {
    List<T> less = new ArrayList<>(all);
    less.remove(one);
    return less;
  }
}
