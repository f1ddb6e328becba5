package dev.paas.provider.tck;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** The sensitive texts that the kit has met, and where they turn up in clear. */
final class Secrets {
  /** Shorter ones turn up by chance. */
  private static final int SHORTEST = 6;

  private final Set<String> texts = new LinkedHashSet<>();

  /** Takes note of everything sensitive in {@code value}. */
  synchronized void note(AttributeSchema schema, Value value) {
    note(schema, value, false);
  }

  private void note(AttributeSchema schema, Value value, boolean inside) {
    boolean sensitive = inside || value instanceof SensitiveValue || schema.is(Keyword.SENSITIVE);
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      map.entries().forEach((name, item) -> note(schema.property(name), item, sensitive));
    } else if (bare instanceof ListValue list) {
      list.values().forEach(item -> note(schema.element(), item, sensitive));
    } else if (sensitive
        && bare instanceof StringValue string
        && string.text().length() >= SHORTEST) {
      texts.add(string.text());
    }
  }

  synchronized boolean isEmpty() {
    return texts.isEmpty();
  }

  synchronized void forget() {
    texts.clear();
  }

  /** Whether something sensitive is in {@code text}. */
  synchronized boolean in(String text) {
    return texts.stream().anyMatch(text::contains);
  }

  /** Whether something sensitive is in {@code value} where nothing says that it is. */
  synchronized boolean inClear(AttributeSchema schema, Value value) {
    if (value instanceof SensitiveValue || schema.is(Keyword.SENSITIVE)) {
      return false;
    }
    if (value instanceof MapValue map) {
      return map.entries().entrySet().stream()
          .anyMatch(entry -> inClear(schema.property(entry.getKey()), entry.getValue()));
    }
    if (value instanceof ListValue list) {
      return list.values().stream().anyMatch(item -> inClear(schema.element(), item));
    }
    String text = Value.textOf(value);
    return text != null && in(text);
  }
}
