package dev.paas.spi.value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list; make one with {@link Value#list}.
 *
 * @param values the elements, immutable
 */
public record ListValue(List<Value> values) implements Value {
  static final ListValue EMPTY = new ListValue(List.of());

  public ListValue {
    values = List.copyOf(values);
  }

  @Override
  public ValueKind kind() {
    return ValueKind.ARRAY;
  }

  @Override
  public boolean isWhollyKnown() {
    for (Value value : values) {
      if (!value.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasSensitive() {
    for (Value value : values) {
      if (value.hasSensitive()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Value revealed() {
    if (!hasSensitive()) {
      return this;
    }
    List<Value> revealed = new ArrayList<>(values.size());
    values.forEach(value -> revealed.add(value.revealed()));
    return new ListValue(revealed);
  }

  /** The texts of the elements that are strings; the others are passed over. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(values.size());
    for (Value value : values) {
      String text = Value.textOf(value);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof ListValue that && values.equals(that.values));
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.stream().map(Value::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
