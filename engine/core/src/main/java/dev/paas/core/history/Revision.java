package dev.paas.core.history;

import dev.paas.core.git.WorkTree;
import dev.paas.spi.value.MapValue;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change of a platform, by its number.
 *
 * @param number its number, counted from 1
 * @param occasion who did it with which command
 * @param begun when its lease was there
 * @param time the time that expressions were told
 * @param ended when it was over; {@code null} when that was never said
 * @param workTree where the platform's folder stood in git; {@code null} outside of a work tree
 * @param counts how many resources each action was to happen to
 * @param outcome what came of it
 * @param failures how many steps failed
 * @param details how many keys its {@link RevisionDetail} takes
 * @param lease the id of the lease under which it wrote
 * @param configuration what it was made from
 */
public record Revision(
    long number,
    Occasion occasion,
    Instant begun,
    Instant time,
    @Nullable Instant ended,
    @Nullable WorkTree workTree,
    SortedMap<String, Integer> counts,
    Outcome outcome,
    int failures,
    int details,
    String lease,
    Contents configuration) {

  /**
   * Under which names a configuration is kept. Equal configurations have equal names.
   *
   * @param id the name of the configuration itself; empty when it was not recorded
   * @param parts the names of all contents that it consists of, itself included, each with the
   *     number of keys that it takes
   * @param stored whether all of them have been written
   */
  public record Contents(String id, SortedMap<String, Integer> parts, boolean stored) {
    /** Of a revision that has nothing to do with a configuration. */
    public static final Contents NONE = new Contents("", new TreeMap<>(), true);

    public Contents {
      parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** Whether a configuration was recorded, and nothing of it is missing. */
    public boolean isThere() {
      return !id.isEmpty() && stored;
    }

    Contents whenStored() {
      return new Contents(id, parts, true);
    }
  }

  public Revision {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** How it is called: {@code r41}. */
  public String name() {
    return name(number);
  }

  /** How the revision with a number is called. */
  public static String name(long number) {
    return "r" + number;
  }

  /**
   * This one, over.
   *
   * @param failed how many steps failed
   * @param keys how many keys its detail takes now
   */
  public Revision ended(Outcome how, int failed, int keys, Instant when) {
    return new Revision(
        number,
        occasion,
        begun,
        time,
        when,
        workTree,
        counts,
        how,
        failed,
        keys,
        lease,
        configuration.whenStored());
  }

  /** This one with its configuration written. */
  public Revision stored() {
    return with(outcome, configuration.whenStored());
  }

  /** This one, known to have crashed. */
  public Revision crashed() {
    return with(Outcome.CRASHED, configuration);
  }

  private Revision with(Outcome how, Contents contents) {
    return new Revision(
        number, occasion, begun, time, ended, workTree, counts, how, failures, details, lease,
        contents);
  }

  /** As it is kept. */
  public MapValue toValue() {
    MapValue.Builder value =
        MapValue.builder()
            .put("number", number)
            .put("command", occasion.command())
            .put("who", occasion.who())
            .put("version", occasion.version());
    if (occasion.rollbackTo() > 0) {
      value.put("rollbackTo", occasion.rollbackTo());
    }
    value.put("begun", begun.toString()).put("time", time.toString());
    if (ended != null) {
      value.put("ended", ended.toString());
    }
    if (workTree != null) {
      value.put(
          "git",
          MapValue.builder()
              .put("commit", workTree.commit())
              .put("branch", workTree.branch())
              .put("dirty", workTree.dirty())
              .build());
    }
    return value
        .put("changes", numbers(counts))
        .put("outcome", outcome.word())
        .put("failures", failures)
        .put("details", details)
        .put("lease", lease)
        .put("configuration", configuration.id())
        .put("contents", numbers(configuration.parts()))
        .put("stored", configuration.stored())
        .build();
  }

  /**
   * Reads what {@link #toValue} gives.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Revision of(MapValue value) {
    String ended = value.getString("ended");
    MapValue git = value.has("git") ? value.getMap("git") : null;
    return new Revision(
        value.getLong("number").orElse(0),
        new Occasion(
            value.getString("command", ""),
            value.getString("who", ""),
            value.getString("version", ""),
            value.getLong("rollbackTo").orElse(0)),
        instant(value.getString("begun", "")),
        instant(value.getString("time", "")),
        ended == null ? null : instant(ended),
        git == null
            ? null
            : new WorkTree(
                git.getString("commit", ""),
                git.getString("branch", ""),
                git.getBoolean("dirty", false)),
        numbers(value.getMap("changes")),
        Outcome.of(value.getString("outcome", "")),
        (int) value.getLong("failures").orElse(0),
        (int) value.getLong("details").orElse(0),
        value.getString("lease", ""),
        new Contents(
            value.getString("configuration", ""),
            numbers(value.getMap("contents")),
            value.getBoolean("stored", true)));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException invalid) {
      throw new IllegalArgumentException("it has no time", invalid);
    }
  }

  private static MapValue numbers(Map<String, Integer> map) {
    MapValue.Builder value = MapValue.builder();
    map.forEach((name, number) -> value.put(name, number.longValue()));
    return value.build();
  }

  private static SortedMap<String, Integer> numbers(MapValue value) {
    SortedMap<String, Integer> map = new TreeMap<>();
    value.keys().forEach(name -> map.put(name, (int) value.getLong(name).orElse(0)));
    return map;
  }
}
