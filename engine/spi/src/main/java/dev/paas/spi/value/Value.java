package dev.paas.spi.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of the platform language: the JSON data model, and two things that JSON lacks.
 *
 * <ul>
 *   <li>{@link UnknownValue}: will be known after apply.
 *   <li>{@link SensitiveValue}: wraps a value that must never be shown. The accessors of {@link
 *       MapValue} and the static helpers here look through it, so that a provider meets it only
 *       when it asks.
 * </ul>
 *
 * Values are immutable, compare by content, and {@code toString} never shows what is sensitive.
 */
// Each has equals and hashCode written by hand: what a record gets by itself is made when it is
// used
// first, which each plan does, and takes as long as reading a small platform.
public sealed interface Value
    permits NullValue,
        BooleanValue,
        IntegerValue,
        DecimalValue,
        StringValue,
        ListValue,
        MapValue,
        UnknownValue,
        SensitiveValue {

  /** What kind of value this is; for a sensitive value, the kind of what it wraps. */
  ValueKind kind();

  /** Whether nothing in this value, however deep, is unknown. */
  boolean isWhollyKnown();

  /** Whether this value is sensitive, or anything in it is. */
  boolean hasSensitive();

  /** This value without the sensitive wrapper around it; what is deeper inside stays wrapped. */
  default Value unwrapped() {
    return this;
  }

  /** This value with every sensitive wrapper removed, however deep. Handle with care. */
  Value revealed();

  /** Whether this is the null value. */
  default boolean isNull() {
    return kind() == ValueKind.NULL;
  }

  /** Whether this very value is unknown; what is inside a collection is not looked at. */
  default boolean isUnknown() {
    return unwrapped() instanceof UnknownValue;
  }

  /** This value marked as sensitive. */
  default Value asSensitive() {
    return new SensitiveValue(this);
  }

  /** The null value. */
  static Value nullValue() {
    return NullValue.INSTANCE;
  }

  static Value of(String text) {
    return new StringValue(text);
  }

  static Value of(boolean value) {
    return value ? BooleanValue.TRUE : BooleanValue.FALSE;
  }

  static Value of(long value) {
    return new IntegerValue(value);
  }

  /**
   * A number. A whole number becomes an {@link IntegerValue} whatever way it was written, so that
   * {@code 1.0} and {@code 1} are equal, as in JSON Schema.
   *
   * @throws IllegalArgumentException when the number is not finite
   */
  static Value of(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= 1L << 53) {
      return new IntegerValue((long) value);
    }
    return new DecimalValue(value);
  }

  static ListValue list(Collection<? extends Value> values) {
    return values.isEmpty() ? ListValue.EMPTY : new ListValue(List.copyOf(values));
  }

  static ListValue list(Value... values) {
    return list(List.of(values));
  }

  /** A list of texts. */
  static ListValue strings(Collection<String> texts) {
    return list(texts.stream().map(Value::of).toList());
  }

  /** A map which keeps the order of {@code entries}. */
  static MapValue map(Map<String, ? extends Value> entries) {
    return entries.isEmpty() ? MapValue.EMPTY : new MapValue(new LinkedHashMap<>(entries));
  }

  /** A map of texts. */
  static MapValue stringMap(Map<String, String> entries) {
    MapValue.Builder builder = MapValue.builder();
    entries.forEach((key, text) -> builder.put(key, of(text)));
    return builder.build();
  }

  /** The text of a string value, through a sensitive wrapper; {@code null} for any other value. */
  static @Nullable String textOf(@Nullable Value value) {
    return value != null && value.unwrapped() instanceof StringValue string ? string.text() : null;
  }

  /** A value that will be known after apply, of a kind not known either. */
  static Value unknown() {
    return UnknownValue.ANY;
  }
}
