package dev.paas.provider.jclouds.call;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as the schemas have them: {@code 1m30s}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)");

  private Durations() {}

  /** Reads a text that a schema has found right. */
  public static Duration parse(String text) {
    Matcher part = PART.matcher(text);
    double millis = 0;
    while (part.find()) {
      millis += Double.parseDouble(part.group(1)) * millis(part.group(2));
    }
    return Duration.ofMillis(Math.round(millis));
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1L;
      case "s" -> 1_000L;
      case "m" -> 60_000L;
      case "h" -> 3_600_000L;
      default -> 86_400_000L;
    };
  }
}
