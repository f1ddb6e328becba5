package dev.paas.core.address;

import org.jspecify.annotations.Nullable;

/** The keys of instances: numbers from {@code count}, texts from {@code forEach}. */
final class InstanceKeys {
  private InstanceKeys() {}

  static void check(@Nullable Object key) {
    if (key != null && !(key instanceof Integer) && !(key instanceof String)) {
      throw new IllegalArgumentException("neither a number nor a text: " + key);
    }
  }

  /** None, then numbers as such, then texts. */
  static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null ? (b == null ? 0 : -1) : 1;
    }
    if (a instanceof Integer x && b instanceof Integer y) {
      return Integer.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    return a instanceof Integer ? -1 : 1;
  }

  /** As it is written in an address: {@code [0]}, {@code ["eu"]}; empty for none. */
  static String toString(@Nullable Object key) {
    if (key == null) {
      return "";
    }
    return key instanceof Integer ? "[" + key + "]" : "[\"" + escape((String) key) + "\"]";
  }

  private static String escape(String key) {
    return key.indexOf('"') < 0 && key.indexOf('\\') < 0
        ? key
        : key.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
