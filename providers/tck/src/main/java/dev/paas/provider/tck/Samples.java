package dev.paas.provider.tck;

import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Configurations of the type under test, as the engine hands them to a provider: references are
 * resolved, shorthands written out, defaults not yet filled in. {@code minimal} and {@code full}
 * must be able to exist beside each other. Wrap in them as sensitive what the kit shall look for in
 * everything that is said.
 */
public final class Samples {
  private final MapValue minimal;
  private final MapValue full;
  private @Nullable MapValue inPlace;
  private @Nullable MapValue replacing;
  private @Nullable MapValue failing;
  private @Nullable Slow slow;
  private final List<MapValue> more = new ArrayList<>();
  private final List<Bad> bad = new ArrayList<>();
  private final Set<String> untested = new TreeSet<>();

  /**
   * A configuration that must be refused.
   *
   * @param configuration the configuration
   * @param attribute the top-level attribute that is to blame; empty when several are
   */
  record Bad(MapValue configuration, String attribute) {}

  /**
   * A configuration whose creation takes longer than anybody waits.
   *
   * @param configuration the configuration
   * @param underWay whether the creation has begun to do what takes so long
   */
  record Slow(MapValue configuration, BooleanSupplier underWay) {}

  private Samples(MapValue minimal, MapValue full) {
    this.minimal = minimal;
    this.full = full;
  }

  /**
   * The two samples that there must be.
   *
   * @param minimal sets only what must be set
   * @param full sets as much as can be set together
   */
  public static Samples of(MapValue minimal, MapValue full) {
    return new Samples(minimal, full);
  }

  /** {@code full} after a change that is made in place; left out when every change replaces. */
  public Samples inPlace(MapValue changed) {
    this.inPlace = changed;
    return this;
  }

  /** {@code full} after a change that forces a replacement; left out when none does. */
  public Samples replacing(MapValue changed) {
    this.replacing = changed;
    return this;
  }

  /** A configuration that only its creation finds impossible. */
  public Samples failing(MapValue configuration) {
    this.failing = configuration;
    return this;
  }

  /** A configuration whose creation takes longer than anybody waits. */
  public Samples slow(MapValue configuration, BooleanSupplier underWay) {
    this.slow = new Slow(configuration, underWay);
    return this;
  }

  /** A configuration that must be refused, before or in its creation, because of an attribute. */
  public Samples bad(MapValue configuration, String attribute) {
    bad.add(new Bad(configuration, attribute));
    return this;
  }

  /** One more configuration that works, for inputs which cannot be set beside others. */
  public Samples also(MapValue configuration) {
    more.add(configuration);
    return this;
  }

  /** Inputs that no sample can set; every other one must be in a sample. */
  public Samples untested(String... inputs) {
    untested.addAll(List.of(inputs));
    return this;
  }

  MapValue minimal() {
    return minimal;
  }

  MapValue full() {
    return full;
  }

  @Nullable MapValue inPlace() {
    return inPlace;
  }

  @Nullable MapValue replacing() {
    return replacing;
  }

  @Nullable MapValue failing() {
    return failing;
  }

  @Nullable Slow slow() {
    return slow;
  }

  List<Bad> bad() {
    return bad;
  }

  /** Those that are created as they are: minimal, full and the further ones. */
  List<MapValue> working() {
    List<MapValue> working = new ArrayList<>(List.of(minimal, full));
    working.addAll(more);
    return working;
  }

  /** Every input that a sample which can be planned sets, or that none can set. */
  Set<String> covered() {
    Set<String> covered = new TreeSet<>(untested);
    working().forEach(sample -> covered.addAll(sample.keys()));
    for (MapValue sample : new MapValue[] {inPlace, replacing, failing}) {
      if (sample != null) {
        covered.addAll(sample.keys());
      }
    }
    if (slow != null) {
      covered.addAll(slow.configuration().keys());
    }
    return covered;
  }
}
