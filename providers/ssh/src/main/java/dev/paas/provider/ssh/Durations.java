package dev.paas.provider.ssh;

import dev.paas.spi.value.MapValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as {@code platform.yaml} writes them: {@code 1m30s}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /** The length at {@code key}, which the schema has checked, or {@code otherwise}. */
  static Duration at(MapValue map, String key, Duration otherwise) {
    String text = map.getString(key);
    if (text == null) {
      return otherwise;
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(part.group(2), 0L));
      millis = millis.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return Duration.ofMillis(millis.longValue());
  }
}
