package dev.paas.provider.builtin.text;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.NullValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sensitive texts that a program or a server was given, so that none is shown of what it
 * answers.
 */
public final class Secrets {
  private static final String MASK = "(sensitive)";

  private final List<String> texts = new ArrayList<>();

  private Secrets() {}

  public static Secrets in(Value... values) {
    Secrets secrets = new Secrets();
    for (Value value : values) {
      secrets.collect(value, false);
    }
    // Of two of which one holds the other, the longer is masked first.
    secrets.texts.sort(Comparator.comparingInt(String::length).reversed());
    return secrets;
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
          .filter(line -> !line.isBlank())
          .forEach(this::add);
    }
  }

  /** A line of a secret, and how it looks in JSON, which a program gets its input as. */
  private void add(String line) {
    texts.add(line);
    String quoted = Json.write(Value.of(line));
    String escaped = quoted.substring(1, quoted.length() - 1);
    if (!escaped.equals(line)) {
      texts.add(escaped);
    }
  }

  /** Whether one of them is in {@code text}. */
  public boolean areIn(String text) {
    return texts.stream().anyMatch(text::contains);
  }

  /** {@code text} with each of them masked. */
  public String masked(String text) {
    String masked = text;
    for (String secret : texts) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
