package dev.paas.spi.value;

/** True or false. */
public record BooleanValue(boolean value) implements Value {
  static final BooleanValue TRUE = new BooleanValue(true);
  static final BooleanValue FALSE = new BooleanValue(false);

  @Override
  public ValueKind kind() {
    return ValueKind.BOOLEAN;
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
    return Boolean.toString(value);
  }
}
