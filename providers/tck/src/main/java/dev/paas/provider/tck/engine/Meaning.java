package dev.paas.provider.tck.engine;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values mean the same to the engine. What is sensitive is compared in clear; a null
 * attribute is the same as one that is absent; something unknown is the same as nothing else.
 * Write-only attributes are passed over: the engine keeps only a hash of them.
 */
public final class Meaning {
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|[smhd])");
  private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kmgt]?)(?:i?b?)");

  private Meaning() {}

  /** Whether {@code one} and {@code other} mean the same to an attribute like {@code schema}. */
  public static boolean same(AttributeSchema schema, @Nullable Value one, @Nullable Value other) {
    Value left = one == null ? Value.nullValue() : one.unwrapped();
    Value right = other == null ? Value.nullValue() : other.unwrapped();
    if (left instanceof MapValue leftMap && right instanceof MapValue rightMap) {
      return sameMaps(schema, leftMap, rightMap);
    }
    if (left instanceof ListValue leftList && right instanceof ListValue rightList) {
      return sameLists(schema, leftList.values(), rightList.values());
    }
    return left.equals(right) || sameQuantity(schema.format(), left, right);
  }

  private static boolean sameMaps(AttributeSchema schema, MapValue one, MapValue other) {
    Set<String> keys = new LinkedHashSet<>(one.keys());
    keys.addAll(other.keys());
    for (String key : keys) {
      AttributeSchema property = schema.property(key);
      if (!property.is(Keyword.WRITE_ONLY) && !same(property, one.get(key), other.get(key))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameLists(AttributeSchema schema, List<Value> one, List<Value> other) {
    if (one.size() != other.size()) {
      return false;
    }
    List<Value> left = new ArrayList<>(other);
    for (int i = 0; i < one.size(); i++) {
      int match = schema.is(Keyword.UNORDERED) ? indexOf(schema, one.get(i), left) : 0;
      if (match < 0 || !same(schema.element(), one.get(i), left.get(match))) {
        return false;
      }
      left.remove(match);
    }
    return true;
  }

  private static int indexOf(AttributeSchema schema, Value wanted, List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      if (same(schema.element(), wanted, values.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean sameQuantity(String format, Value one, Value other) {
    OptionalDouble left = quantity(format, one);
    return left.isPresent() && left.equals(quantity(format, other));
  }

  private static OptionalDouble quantity(String format, Value value) {
    String text = Value.textOf(value);
    return switch (format) {
      case "paas-duration" -> text == null ? OptionalDouble.empty() : seconds(text);
      case "paas-size" ->
          value instanceof IntegerValue number
              ? OptionalDouble.of((double) number.value())
              : text == null ? OptionalDouble.empty() : bytes(text);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble seconds(String text) {
    Matcher part = DURATION.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds +=
          Double.parseDouble(part.group(1))
              * switch (part.group(2)) {
                case "ms" -> 0.001;
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86400;
                default -> 1;
              };
      end = part.end();
    }
    return end == text.length() && end > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }

  private static OptionalDouble bytes(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return OptionalDouble.empty();
    }
    int power = size.group(2).isEmpty() ? 0 : "kmgt".indexOf(size.group(2)) + 1;
    return OptionalDouble.of(Double.parseDouble(size.group(1)) * Math.pow(1024, power));
  }
}
