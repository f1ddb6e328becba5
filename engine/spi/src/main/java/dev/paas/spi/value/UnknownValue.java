package dev.paas.spi.value;

import org.jspecify.annotations.Nullable;

/**
 * A value that only the provider can tell, once it has acted: "known after apply".
 *
 * @param expected the kind that the value will have, or {@link ValueKind#UNKNOWN}
 */
public record UnknownValue(ValueKind expected) implements Value {
  static final UnknownValue ANY = new UnknownValue(ValueKind.UNKNOWN);

  @Override
  public ValueKind kind() {
    return expected;
  }

  @Override
  public boolean isWhollyKnown() {
    return false;
  }

  @Override
  public boolean hasSensitive() {
    return false;
  }

  @Override
  public Value revealed() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof UnknownValue that && expected == that.expected);
  }

  @Override
  public int hashCode() {
    return expected.hashCode();
  }

  @Override
  public String toString() {
    return "(known after apply)";
  }
}
