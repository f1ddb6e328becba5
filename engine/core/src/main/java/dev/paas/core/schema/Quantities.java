package dev.paas.core.schema;

import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Lengths of time and numbers of bytes, as the formats {@code paas-duration} and {@code paas-size}
 * write them.
 */
public final class Quantities {
  private Quantities() {}

  /**
   * A length of time: {@code 1m30s}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Duration duration(String text) {
    long nanos = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (unit < text.length() && isNumeric(text.charAt(unit))) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && !isNumeric(text.charAt(end))) {
        end++;
      }
      double number = Double.parseDouble(text.substring(at, unit));
      nanos = Math.addExact(nanos, Math.round(number * unitNanos(text.substring(unit, end))));
      at = end;
    }
    return Duration.ofNanos(nanos);
  }

  private static double unitNanos(String unit) {
    return switch (unit) {
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      case "d" -> 86400e9;
      default -> throw new IllegalArgumentException("not a unit of time: " + unit);
    };
  }

  /**
   * A number of bytes: {@code 512M}, {@code 50Gi}; every unit counts in steps of 1024.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static long bytes(String text) {
    int unit = 0;
    while (unit < text.length() && isNumeric(text.charAt(unit))) {
      unit++;
    }
    double number = Double.parseDouble(text.substring(0, unit));
    String suffix = text.substring(unit).toLowerCase(Locale.ROOT);
    int power =
        switch (suffix.isEmpty() ? 'b' : suffix.charAt(0)) {
          case 'b' -> 0;
          case 'k' -> 1;
          case 'm' -> 2;
          case 'g' -> 3;
          case 't' -> 4;
          default -> throw new IllegalArgumentException("not a unit of bytes: " + suffix);
        };
    return Math.round(number * Math.pow(1024, power));
  }

  /** What a value of such a format means in its base unit; empty when it is not of that form. */
  static OptionalLong meaning(String format, Value value) {
    Value bare = value.unwrapped();
    String text = Value.textOf(bare);
    try {
      if (format.equals("paas-duration") && text != null) {
        return OptionalLong.of(duration(text).toNanos());
      }
      if (format.equals("paas-size") && text != null) {
        return OptionalLong.of(bytes(text));
      }
      if (format.equals("paas-size") && bare instanceof IntegerValue number) {
        return OptionalLong.of(number.value());
      }
    } catch (IllegalArgumentException | ArithmeticException notOfThatForm) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }
}
