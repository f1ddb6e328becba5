package dev.paas.spi.value;

import org.jspecify.annotations.Nullable;

/** A whole number of 64 bits. */
public record IntegerValue(long value) implements Value {

  @Override
  public ValueKind kind() {
    return ValueKind.INTEGER;
  }

  @Override
  public boolean isWhollyKnown() {
    return true;
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
    return this == other || (other instanceof IntegerValue that && value == that.value);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
