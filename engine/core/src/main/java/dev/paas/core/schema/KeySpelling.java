package dev.paas.core.schema;

/** Other spellings of keys. */
public final class KeySpelling {
  private KeySpelling() {}

  /** {@code start_period} as {@code startPeriod}. */
  public static String camelCase(String snake) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      if (c == '_') {
        upper = !camel.isEmpty();
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
