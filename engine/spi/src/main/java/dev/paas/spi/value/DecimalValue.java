package dev.paas.spi.value;

/** A finite number that is not whole; make one with {@link Value#of(double)}. */
public record DecimalValue(double value) implements Value {

  public DecimalValue {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a finite number: " + value);
    }
  }

  @Override
  public ValueKind kind() {
    return ValueKind.NUMBER;
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
    return Double.toString(value);
  }
}
