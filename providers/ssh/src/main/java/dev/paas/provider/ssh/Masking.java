package dev.paas.provider.ssh;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.NullValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Hides the sensitive texts of a machine's attributes in what the machine prints. */
final class Masking {
  private static final String MASK = "(sensitive)";

  private final List<String> secrets = new ArrayList<>();

  Masking(MapValue attributes) {
    collect(attributes, false);
    // Of two of which one holds the other, the longer is masked first.
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void collect(Value value, boolean sensitive) {
    if (value instanceof SensitiveValue secret) {
      collect(secret.secret(), true);
    } else if (value instanceof MapValue map) {
      map.entries().values().forEach(entry -> collect(entry, sensitive));
    } else if (value instanceof ListValue list) {
      list.values().forEach(item -> collect(item, sensitive));
    } else if (sensitive && !(value instanceof NullValue) && !(value instanceof BooleanValue)) {
      String text = Value.textOf(value);
      (text == null ? value.toString() : text)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(secrets::add);
    }
  }

  String masked(String line) {
    String masked = line;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
