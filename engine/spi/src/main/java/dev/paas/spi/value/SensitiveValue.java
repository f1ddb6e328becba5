package dev.paas.spi.value;

import org.jspecify.annotations.Nullable;

/**
 * A value that must never be printed, logged or stored in clear.
 *
 * @param secret what is wrapped, itself never a {@code SensitiveValue}
 */
public record SensitiveValue(Value secret) implements Value {

  public SensitiveValue {
    secret = secret.revealed();
  }

  @Override
  public ValueKind kind() {
    return secret.kind();
  }

  @Override
  public boolean isWhollyKnown() {
    return secret.isWhollyKnown();
  }

  @Override
  public boolean hasSensitive() {
    return true;
  }

  @Override
  public Value unwrapped() {
    return secret;
  }

  @Override
  public Value revealed() {
    return secret;
  }

  @Override
  public Value asSensitive() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof SensitiveValue that && secret.equals(that.secret));
  }

  @Override
  public int hashCode() {
    return 31 * secret.hashCode() + 1;
  }

  @Override
  public String toString() {
    return "(sensitive)";
  }
}
