package dev.paas.spi.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A map from names to values: it keeps the order of its entries and ignores that order when it is
 * compared. Its typed accessors look through {@link SensitiveValue}; an entry that is absent, null,
 * unknown or of another kind counts as not there.
 */
public final class MapValue implements Value {
  static final MapValue EMPTY = new MapValue(new LinkedHashMap<>());

  private final Map<String, Value> entries;

  /** Takes over {@code entries}, which nobody may change any more. */
  MapValue(Map<String, Value> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** The empty map. */
  public static MapValue empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder which starts with the entries of this map. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.entries.putAll(entries);
    return builder;
  }

  /** The entries, in order, immutable. */
  public Map<String, Value> entries() {
    return entries;
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The entry named {@code key}, {@code null} when there is none. */
  public @Nullable Value get(String key) {
    return entries.get(key);
  }

  /** The entry named {@code key}; the null value when there is none. */
  public Value getOrNull(String key) {
    Value value = entries.get(key);
    return value == null ? NullValue.INSTANCE : value;
  }

  /** Whether there is an entry {@code key} which is not null. */
  public boolean has(String key) {
    Value value = entries.get(key);
    return value != null && !value.isNull();
  }

  /** The text at {@code key}, or {@code null}. */
  public @Nullable String getString(String key) {
    return Value.textOf(entries.get(key));
  }

  /** The text at {@code key}, or {@code otherwise}. */
  public String getString(String key, String otherwise) {
    String text = getString(key);
    return text == null ? otherwise : text;
  }

  /** The whole number at {@code key}. */
  public OptionalLong getLong(String key) {
    Value value = unwrapped(key);
    return value instanceof IntegerValue number
        ? OptionalLong.of(number.value())
        : OptionalLong.empty();
  }

  /** The number at {@code key}, or {@code otherwise}. */
  public double getDouble(String key, double otherwise) {
    Value value = unwrapped(key);
    if (value instanceof IntegerValue number) {
      return number.value();
    }
    return value instanceof DecimalValue number ? number.value() : otherwise;
  }

  /** The truth value at {@code key}, or {@code otherwise}. */
  public boolean getBoolean(String key, boolean otherwise) {
    return unwrapped(key) instanceof BooleanValue value ? value.value() : otherwise;
  }

  /** The map at {@code key}; the empty map when there is none. */
  public MapValue getMap(String key) {
    return unwrapped(key) instanceof MapValue map ? map : EMPTY;
  }

  /** The list at {@code key}; the empty list when there is none. */
  public ListValue getList(String key) {
    return unwrapped(key) instanceof ListValue list ? list : ListValue.EMPTY;
  }

  /** This map with {@code key} set to {@code value}. */
  public MapValue with(String key, Value value) {
    return toBuilder().put(key, value).build();
  }

  /** This map without {@code key}. */
  public MapValue without(String key) {
    if (!entries.containsKey(key)) {
      return this;
    }
    LinkedHashMap<String, Value> copy = new LinkedHashMap<>(entries);
    copy.remove(key);
    return new MapValue(copy);
  }

  private @Nullable Value unwrapped(String key) {
    Value value = entries.get(key);
    return value == null ? null : value.unwrapped();
  }

  @Override
  public ValueKind kind() {
    return ValueKind.OBJECT;
  }

  @Override
  public boolean isWhollyKnown() {
    for (Value value : entries.values()) {
      if (!value.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasSensitive() {
    for (Value value : entries.values()) {
      if (value.hasSensitive()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public MapValue revealed() {
    if (!hasSensitive()) {
      return this;
    }
    Builder builder = builder();
    entries.forEach((key, value) -> builder.put(key, value.revealed()));
    return builder.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof MapValue map && entries.equals(map.entries));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Collects entries for a {@link MapValue}, in the order they are put. Use it once. */
  public static final class Builder {
    private LinkedHashMap<String, Value> entries = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String key, Value value) {
      entries.put(key, value);
      return this;
    }

    public Builder put(String key, String text) {
      return put(key, Value.of(text));
    }

    public Builder put(String key, long number) {
      return put(key, Value.of(number));
    }

    public Builder put(String key, boolean truth) {
      return put(key, Value.of(truth));
    }

    /** Puts {@code text} unless it is null. */
    public Builder putIfPresent(String key, @Nullable String text) {
      return text == null ? this : put(key, Value.of(text));
    }

    public Builder putAll(MapValue map) {
      entries.putAll(map.entries);
      return this;
    }

    public MapValue build() {
      LinkedHashMap<String, Value> built = entries;
      entries = new LinkedHashMap<>();
      return built.isEmpty() ? EMPTY : new MapValue(built);
    }
  }
}
