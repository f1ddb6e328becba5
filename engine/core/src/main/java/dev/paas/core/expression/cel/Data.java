package dev.paas.core.expression.cel;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an expression works with: {@link Value}s, objects of CEL, and lists, maps and optionals of
 * either. What is unknown is an {@link UnknownValue}; what is sensitive a {@link SensitiveValue},
 * or for the types that only CEL has a {@link Secret}.
 */
final class Data {
  private Data() {}

  /** Something sensitive. */
  record Secret(Object bare) {
    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  /** It without the mark that it is sensitive. */
  static Object bare(Object data) {
    if (data instanceof Secret secret) {
      return secret.bare();
    }
    return data instanceof SensitiveValue secret ? secret.secret() : data;
  }

  /** Whether it is marked as sensitive itself. */
  static boolean isSecret(Object data) {
    return data instanceof Secret || data instanceof SensitiveValue;
  }

  static Object secret(Object data) {
    if (isSecret(data)) {
      return data;
    }
    return data instanceof Value value ? value.asSensitive() : new Secret(data);
  }

  static Object secretIf(boolean secret, Object data) {
    return secret ? secret(data) : data;
  }

  static boolean isUnknown(Object data) {
    return bare(data) instanceof UnknownValue;
  }

  /** Whether nothing in it is unknown. */
  static boolean isKnown(Object data) {
    if (data instanceof Value value) {
      return value.isWhollyKnown();
    }
    if (data instanceof Secret secret) {
      return isKnown(secret.bare());
    }
    if (data instanceof List<?> list) {
      return list.stream().allMatch(Data::isKnown);
    }
    if (data instanceof Map<?, ?> map) {
      return map.values().stream().allMatch(Data::isKnown);
    }
    return !(data instanceof Optional<?> optional) || optional.isEmpty() || isKnown(optional.get());
  }

  /** Whether anything in it is sensitive. */
  static boolean hasSecret(Object data) {
    if (data instanceof Value value) {
      return value.hasSensitive();
    }
    if (data instanceof Secret) {
      return true;
    }
    if (data instanceof List<?> list) {
      return list.stream().anyMatch(Data::hasSecret);
    }
    if (data instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(Data::hasSecret);
    }
    return data instanceof Optional<?> optional
        && optional.isPresent()
        && hasSecret(optional.get());
  }

  /** The elements of a list without a mark; {@code null} when it is none. */
  static @Nullable List<?> list(Object bare) {
    if (bare instanceof ListValue list) {
      return list.values();
    }
    return bare instanceof List<?> list ? list : null;
  }

  /** The entries of a map without a mark; {@code null} when it is none. */
  static @Nullable Map<?, ?> map(Object bare) {
    if (bare instanceof MapValue map) {
      return map.entries();
    }
    return bare instanceof Map<?, ?> map ? map : null;
  }

  /** A text without a mark; {@code null} when it is none. */
  static @Nullable String text(Object bare) {
    if (bare instanceof String text) {
      return text;
    }
    return bare instanceof Value value && !isSecret(value) ? Value.textOf(value) : null;
  }

  /** The truth of a condition without a mark; {@code null} when it is none. */
  static @Nullable Boolean truth(Object bare) {
    if (bare instanceof Boolean truth) {
      return truth;
    }
    return bare instanceof dev.paas.spi.value.BooleanValue truth ? (Boolean) truth.value() : null;
  }

  /** A whole number without a mark; {@code null} when it is none. */
  static @Nullable Long whole(Object bare) {
    if (bare instanceof Long number) {
      return number;
    }
    if (bare instanceof com.google.common.primitives.UnsignedLong number) {
      return number.longValue();
    }
    return bare instanceof dev.paas.spi.value.IntegerValue number ? (Long) number.value() : null;
  }

  /** How messages call what it is. */
  static String kind(Object data) {
    Object bare = bare(data);
    if (list(bare) != null) {
      return "a list";
    }
    if (map(bare) != null) {
      return "a map";
    }
    if (text(bare) != null) {
      return "a text";
    }
    if (truth(bare) != null) {
      return "true or false";
    }
    if (whole(bare) != null) {
      return "a whole number";
    }
    if (bare instanceof Double || bare instanceof dev.paas.spi.value.DecimalValue) {
      return "a number";
    }
    return CelValues.isNull(bare) ? "nothing" : "something else";
  }
}
