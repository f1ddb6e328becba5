package dev.paas.provider.tck;

import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.List;

/** Configurations of a look-up, for its contract. Together they must set every input. */
public final class LookupSamples {
  private final List<MapValue> working = new ArrayList<>();
  private final List<Samples.Bad> bad = new ArrayList<>();

  private LookupSamples() {}

  /** Samples of which this one works. */
  public static LookupSamples of(MapValue configuration) {
    return new LookupSamples().also(configuration);
  }

  /** One more that works. */
  public LookupSamples also(MapValue configuration) {
    working.add(configuration);
    return this;
  }

  /** One that must be refused because of an attribute; empty when none is to blame. */
  public LookupSamples bad(MapValue configuration, String attribute) {
    bad.add(new Samples.Bad(configuration, attribute));
    return this;
  }

  List<MapValue> working() {
    return working;
  }

  List<Samples.Bad> bad() {
    return bad;
  }
}
