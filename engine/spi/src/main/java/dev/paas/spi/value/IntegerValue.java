package dev.paas.spi.value;

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
  public String toString() {
    return Long.toString(value);
  }
}
