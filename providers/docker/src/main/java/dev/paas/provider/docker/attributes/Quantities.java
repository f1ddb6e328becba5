package dev.paas.provider.docker.attributes;

import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time and numbers of bytes, in the forms that the schemas allow. */
public final class Quantities {
  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-zA-Z]*)");
  private static final String SIZE_STEPS = "kmgt";
  private static final int STEP_BITS = 10;

  private Quantities() {}

  /** The duration at {@code key}, or {@code otherwise}. */
  public static Duration duration(MapValue map, String key, Duration otherwise) {
    String text = map.getString(key);
    return text == null ? otherwise : duration(text);
  }

  /** Reads {@code 1m30s}. */
  public static Duration duration(String text) {
    Matcher part = DURATION_PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      nanos =
          nanos.add(
              new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValue());
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 86_400_000_000_000L;
    };
  }

  /** The bytes at {@code key}; {@code null} when there is nothing. */
  public static @Nullable Long size(MapValue map, String key) {
    Value value = map.getOrNull(key).unwrapped();
    if (value instanceof IntegerValue number) {
      return number.value();
    }
    String text = Value.textOf(value);
    return text == null ? null : (Long) size(text);
  }

  /** Reads {@code 50Gi}. */
  public static long size(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int step = unit.isEmpty() ? 0 : SIZE_STEPS.indexOf(unit.charAt(0)) + 1;
    return new BigDecimal(size.group(1))
        .multiply(BigDecimal.valueOf(1L << (STEP_BITS * step)))
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
  }

  /** The number of bytes in the largest unit that tells it exactly: {@code 512M}. */
  public static String sizeText(long bytes) {
    long value = bytes;
    int step = 0;
    while (step < SIZE_STEPS.length() && value != 0 && value % (1 << STEP_BITS) == 0) {
      value >>= STEP_BITS;
      step++;
    }
    return step == 0
        ? Long.toString(value)
        : value + SIZE_STEPS.substring(step - 1, step).toUpperCase(Locale.ROOT);
  }
}
