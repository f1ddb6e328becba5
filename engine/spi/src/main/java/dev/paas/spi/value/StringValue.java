package dev.paas.spi.value;

/** A text. */
public record StringValue(String text) implements Value {

  @Override
  public ValueKind kind() {
    return ValueKind.STRING;
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
    return '"' + text + '"';
  }
}
