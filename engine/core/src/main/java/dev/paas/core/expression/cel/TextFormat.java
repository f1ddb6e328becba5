package dev.paas.core.expression.cel;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * The function {@code format}: {@code '%s:%d'.format([host, port])}. Knows {@code %s %d %f %e %b %o
 * %x %X %%}, for {@code f} and {@code e} with a precision.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/extensions/strings.md">CEL
 *     string extensions</a>
 */
final class TextFormat {
  private static final int DEFAULT_PRECISION = 6;

  private TextFormat() {}

  /**
   * The pattern with the values in their places.
   *
   * @throws IllegalArgumentException when they do not fit together; the message is a clause
   */
  static String format(String pattern, List<?> values) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        text.append(c);
        continue;
      }
      int precision = DEFAULT_PRECISION;
      if (at < pattern.length() && pattern.charAt(at) == '.') {
        int end = at + 1;
        while (end < pattern.length() && Character.isDigit(pattern.charAt(end))) {
          end++;
        }
        precision = end == at + 1 ? 0 : Integer.parseInt(pattern.substring(at + 1, end));
        at = end;
      }
      if (at >= pattern.length()) {
        throw new IllegalArgumentException("the pattern of format ends after a %");
      }
      char kind = pattern.charAt(at++);
      if (kind == '%') {
        text.append('%');
      } else if (next >= values.size()) {
        throw new IllegalArgumentException("format has more places than values");
      } else {
        text.append(one(kind, precision, values.get(next++)));
      }
    }
    if (next < values.size()) {
      throw new IllegalArgumentException("format has more values than places");
    }
    return text.toString();
  }

  private static String one(char kind, int precision, Object value) {
    return switch (kind) {
      case 's' -> text(value);
      case 'd' -> whole(value, 10);
      case 'b' -> value instanceof Boolean truth ? (truth ? "1" : "0") : whole(value, 2);
      case 'o' -> whole(value, 8);
      case 'x' -> whole(value, 16);
      case 'X' -> whole(value, 16).toUpperCase(Locale.ROOT);
      case 'f' -> decimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      case 'e' -> String.format(Locale.ROOT, "%." + precision + "e", decimal(value));
      default -> throw new IllegalArgumentException("format does not know %" + kind);
    };
  }

  private static String text(Object value) {
    Value converted = CelValues.fromCel(value);
    String text = Value.textOf(converted);
    return text != null ? text : JsonValues.toJson(converted, JsonValues.NONE);
  }

  private static String whole(Object value, int radix) {
    if (value instanceof Long number) {
      return Long.toString(number, radix);
    }
    throw new IllegalArgumentException("this place of format needs a whole number");
  }

  private static BigDecimal decimal(Object value) {
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    throw new IllegalArgumentException("this place of format needs a number");
  }
}
