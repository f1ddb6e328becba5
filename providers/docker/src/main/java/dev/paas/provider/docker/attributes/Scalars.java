package dev.paas.provider.docker.attributes;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.NullValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;

/** Texts, numbers and truth values, which engines know as texts only. */
public final class Scalars {

  private Scalars() {}

  /** The value as it is written: {@code 8080}, {@code true}. */
  public static String text(Value value) {
    String text = Value.textOf(value);
    return text == null ? value.unwrapped().toString() : text;
  }

  /** The entries of {@code map} that are not null, sorted by their names. */
  public static Map<String, String> texts(MapValue map) {
    Map<String, String> texts = new TreeMap<>();
    map.entries()
        .forEach(
            (name, value) -> {
              if (!(value.unwrapped() instanceof NullValue)) {
                texts.put(name, text(value));
              }
            });
    return texts;
  }
}
