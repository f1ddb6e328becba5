package dev.paas.core.source;

import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a plain scalar means in YAML 1.2's core schema: null, true, false, whole numbers (decimal,
 * {@code 0x}, {@code 0o}) and decimal fractions; everything else is a text, so {@code no}, {@code
 * 1:30} and {@code 2026-01-01} are.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#103-core-schema">YAML 1.2.2, 10.3.2</a>
 */
final class PlainScalar {
  private PlainScalar() {}

  /**
   * The value of {@code text}.
   *
   * @return {@code null} for a number that does not fit into 64 bits
   */
  static @Nullable Value resolve(String text) {
    if (text.isEmpty()) {
      return Value.nullValue();
    }
    char first = text.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
      return number(text, first);
    }
    return switch (text) {
      case "~", "null", "Null", "NULL" -> Value.nullValue();
      case "true", "True", "TRUE" -> Value.of(true);
      case "false", "False", "FALSE" -> Value.of(false);
      default -> Value.of(text);
    };
  }

  private static @Nullable Value number(String text, char first) {
    try {
      if (first == '0' && text.length() > 2 && text.charAt(1) == 'x') {
        return isDigits(text, 2, 16) ? Value.of(Long.parseLong(text.substring(2), 16)) : text(text);
      }
      if (first == '0' && text.length() > 2 && text.charAt(1) == 'o') {
        return isDigits(text, 2, 8) ? Value.of(Long.parseLong(text.substring(2), 8)) : text(text);
      }
      int start = first == '-' || first == '+' ? 1 : 0;
      if (isDigits(text, start, 10)) {
        return Value.of(Long.parseLong(text));
      }
      return isFloat(text, start) ? Value.of(Double.parseDouble(text)) : text(text);
    } catch (IllegalArgumentException tooLarge) {
      return null;
    }
  }

  private static Value text(String text) {
    return Value.of(text);
  }

  private static boolean isDigits(String text, int from, int radix) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return from < text.length();
  }

  /** {@code ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?} from {@code start} on. */
  private static boolean isFloat(String text, int start) {
    int at = start;
    int whole = digits(text, at);
    at += whole;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      fraction = digits(text, at);
      at += fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int exponent = digits(text, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }
}
