package dev.paas.spi.value;

import org.jspecify.annotations.Nullable;

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
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof StringValue that && text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return '"' + text + '"';
  }
}
