package dev.paas.core.schema;

import dev.paas.spi.value.ValueKind;

/** How messages call the kinds of values. */
public final class KindNames {
  private KindNames() {}

  /** A kind with its article: {@code a whole number}. */
  public static String of(ValueKind kind) {
    return switch (kind) {
      case NULL -> "nothing";
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case STRING -> "a text";
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      case UNKNOWN -> "a value";
    };
  }
}
