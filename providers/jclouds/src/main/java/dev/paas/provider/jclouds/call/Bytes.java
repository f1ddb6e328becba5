package dev.paas.provider.jclouds.call;

import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.Value;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as the schemas have them: {@code 512M}. */
public final class Bytes {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kKmMgGtT]?)[iI]?[bB]?");
  private static final String UNITS = "KMGT";

  private Bytes() {}

  /** Reads a value that a schema has found right; what is none is 0. */
  public static long of(Value value) {
    if (value.unwrapped() instanceof IntegerValue number) {
      return number.value();
    }
    Matcher size = SIZE.matcher(String.valueOf(Value.textOf(value)));
    if (!size.matches()) {
      return 0;
    }
    int unit = UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT)) + 1;
    double factor = size.group(2).isEmpty() ? 1 : Math.pow(1024, unit);
    return Math.round(Double.parseDouble(size.group(1)) * factor);
  }
}
