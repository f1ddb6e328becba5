package dev.paas.core.expression.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelUnknownSet;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values as CEL has them, and back. */
final class CelValues {
  private CelValues() {}

  /** A value as CEL has it; for what is unknown null stands, and a pattern has to say so. */
  static Object toCel(Value value) {
    if (value instanceof SensitiveValue sensitive) {
      return toCel(sensitive.secret());
    }
    if (value instanceof StringValue string) {
      return string.text();
    }
    if (value instanceof IntegerValue number) {
      return number.value();
    }
    if (value instanceof DecimalValue number) {
      return number.value();
    }
    if (value instanceof BooleanValue truth) {
      return truth.value();
    }
    if (value instanceof ListValue list) {
      List<Object> items = new ArrayList<>(list.values().size());
      list.values().forEach(item -> items.add(toCel(item)));
      return items;
    }
    if (value instanceof MapValue map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.entries().forEach((key, entry) -> entries.put(key, toCel(entry)));
      return entries;
    }
    return NullValue.NULL_VALUE;
  }

  /**
   * A value out of CEL.
   *
   * @throws IllegalArgumentException for a number that is too large or not finite, and for a type
   */
  static Value fromCel(Object value) {
    if (value instanceof String text) {
      return Value.of(text);
    }
    if (value instanceof Boolean truth) {
      return Value.of(truth.booleanValue());
    }
    if (value instanceof Number number) {
      return fromNumber(number);
    }
    if (value instanceof CelUnknownSet) {
      return Value.unknown();
    }
    if (value instanceof List<?> list) {
      List<Value> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(fromCel(item)));
      return Value.list(items);
    }
    if (value instanceof Map<?, ?> map) {
      MapValue.Builder entries = MapValue.builder();
      map.forEach((key, entry) -> entries.put(String.valueOf(key), fromCel(entry)));
      return entries.build();
    }
    return fromRare(value);
  }

  private static Value fromNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Value.of(number.doubleValue());
    }
    if (number instanceof UnsignedLong unsigned) {
      return Value.of(unsigned.bigIntegerValue().longValueExact());
    }
    return Value.of(number.longValue());
  }

  private static Value fromRare(Object value) {
    if (value instanceof NullValue) {
      return Value.nullValue();
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? fromCel(optional.get()) : Value.nullValue();
    }
    if (value instanceof CelByteString bytes) {
      byte[] raw = bytes.toByteArray();
      String text = new String(raw, StandardCharsets.UTF_8);
      boolean isText = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw);
      return Value.of(isText ? text : Base64.getEncoder().encodeToString(raw));
    }
    if (value instanceof java.time.Duration || value instanceof java.time.Instant) {
      return Value.of(value.toString());
    }
    throw new IllegalArgumentException("a result of this type cannot be used in platform.yaml");
  }
}
