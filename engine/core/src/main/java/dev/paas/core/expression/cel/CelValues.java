package dev.paas.core.expression.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
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

  /** What is known as CEL has it. */
  static Object toCel(Object data) {
    if (data instanceof Value value) {
      return fromValue(value);
    }
    if (data instanceof Data.Secret secret) {
      return toCel(secret.bare());
    }
    if (data instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(toCel(item)));
      return items;
    }
    if (data instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(key, toCel(entry)));
      return entries;
    }
    if (data instanceof Optional<?> optional) {
      return optional.map(CelValues::toCel);
    }
    return data;
  }

  private static Object fromValue(Value value) {
    if (value instanceof SensitiveValue sensitive) {
      return fromValue(sensitive.secret());
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
      list.values().forEach(item -> items.add(fromValue(item)));
      return items;
    }
    if (value instanceof MapValue map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.entries().forEach((key, entry) -> entries.put(key, fromValue(entry)));
      return entries;
    }
    if (value.isUnknown()) {
      throw new IllegalStateException("a function is never called with what is unknown");
    }
    return NullValue.NULL_VALUE;
  }

  static boolean isNull(Object bare) {
    return bare instanceof NullValue || (bare instanceof Value value && value.isNull());
  }

  /**
   * The value that an expression gives.
   *
   * @throws IllegalArgumentException for a number that is too large or not finite, and for a type
   */
  static Value fromCel(Object value) {
    if (value instanceof Value already) {
      return already;
    }
    if (value instanceof Data.Secret secret) {
      return fromCel(secret.bare()).asSensitive();
    }
    if (value instanceof String text) {
      return Value.of(text);
    }
    if (value instanceof Boolean truth) {
      return Value.of(truth.booleanValue());
    }
    if (value instanceof Number number) {
      return fromNumber(number);
    }
    if (value instanceof List<?> list) {
      List<Value> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(fromCel(item)));
      return Value.list(items);
    }
    if (value instanceof Map<?, ?> map) {
      MapValue.Builder entries = MapValue.builder();
      map.forEach((key, entry) -> entries.put(key(key), fromCel(entry)));
      return entries.build();
    }
    return fromRare(value);
  }

  /** A key of a map; the keys of ours are texts. */
  static String key(Object key) {
    String text = Data.text(Data.bare(key));
    return text == null ? String.valueOf(Data.bare(key)) : text;
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
