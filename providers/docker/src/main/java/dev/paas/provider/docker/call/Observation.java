package dev.paas.provider.docker.call;

import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes as they are: those that were recorded, or planned, where reality agrees with them, the
 * real ones where it does not. What is absent agrees with its default.
 */
public final class Observation {
  private final MapValue recorded;
  private final MapValue.Builder observed;
  private final boolean complete;

  private Observation(MapValue recorded, boolean complete) {
    this.recorded = recorded;
    this.observed = recorded.toBuilder();
    this.complete = complete;
  }

  /** Of something that is recorded, or planned, already. */
  public static Observation of(MapValue recorded) {
    return new Observation(recorded, false);
  }

  /** Of something that nothing is known of: every attribute is told, also a default. */
  public static Observation complete() {
    return new Observation(MapValue.empty(), true);
  }

  /** What was recorded; empty for {@link #complete}. */
  public MapValue recorded() {
    return recorded;
  }

  public Observation text(String key, String real, String fallback) {
    if (complete || !recorded.getString(key, fallback).equals(real)) {
      observed.put(key, real);
    }
    return this;
  }

  public Observation truth(String key, boolean real) {
    if (complete || recorded.getBoolean(key, false) != real) {
      observed.put(key, real);
    }
    return this;
  }

  public Observation texts(String key, Map<String, String> real) {
    Map<String, String> sorted = new TreeMap<>(real);
    if (complete || !Scalars.texts(recorded.getMap(key)).equals(sorted)) {
      observed.put(key, Value.stringMap(sorted));
    }
    return this;
  }

  /** Puts {@code value} whatever was recorded. */
  public Observation value(String key, Value value) {
    observed.put(key, value);
    return this;
  }

  public MapValue build() {
    return observed.build();
  }
}
