package dev.paas.spi.value;

/** The null value. */
public enum NullValue implements Value {
  INSTANCE;

  @Override
  public ValueKind kind() {
    return ValueKind.NULL;
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
    return "null";
  }
}
