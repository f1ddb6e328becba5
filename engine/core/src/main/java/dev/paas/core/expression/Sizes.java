package dev.paas.core.expression;

import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.OptionalLong;

/** How many a value stands for: a number for itself, a list or map for its elements. */
public final class Sizes {
  private Sizes() {}

  /** So many; empty when it is unknown or nothing that counts. */
  public static OptionalLong of(Value value) {
    Value bare = value.unwrapped();
    if (bare.isUnknown()) {
      return OptionalLong.empty();
    }
    if (bare instanceof IntegerValue number) {
      return OptionalLong.of(Math.max(0, number.value()));
    }
    if (bare instanceof ListValue list) {
      return OptionalLong.of(list.values().size());
    }
    return bare instanceof MapValue map
        ? OptionalLong.of(map.entries().size())
        : OptionalLong.empty();
  }
}
