package dev.paas.core.platform;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls of a provider may begin within any period of time.
 *
 * @param calls how many, at least one
 * @param period within how long
 */
public record RateLimit(int calls, Duration period) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})/(s|m|h)");

  /**
   * Reads one, such as {@code 10/s}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static RateLimit parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not a rate");
    }
    Duration period =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new RateLimit(Integer.parseInt(matcher.group(1)), period);
  }
}
