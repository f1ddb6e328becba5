package dev.paas.core.evaluation;

import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** What expressions call {@code each}. */
interface Each {

  /** Its attribute {@code name}; {@code null} for a name that it does not have. */
  @Nullable Value each(String name);

  /**
   * The same of an instance.
   *
   * @param key its key
   * @param index its position
   * @param value with {@code forEach}, the element that it is made for
   */
  static @Nullable Value of(String name, @Nullable Object key, int index, @Nullable Value value) {
    return switch (name) {
      case "key" -> key instanceof String text ? Value.of(text) : Value.of(index);
      case "index" -> Value.of(index);
      case "value" -> value == null ? Value.of(index) : value;
      default -> null;
    };
  }
}
