package dev.paas.core.schema;

import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Whether two values mean the same, as their schema has it: {@code 60s} and {@code 1m} do. */
public final class Meanings {
  private Meanings() {}

  /** Whether they mean the same; an unknown value never does. Sensitivity is not looked at. */
  public static boolean same(Value first, Value second, AttributeSchema schema) {
    Value a = first.unwrapped();
    Value b = second.unwrapped();
    if (a.isUnknown() || b.isUnknown()) {
      return false;
    }
    if (a instanceof MapValue x && b instanceof MapValue y) {
      return sameMaps(x, y, schema);
    }
    if (a instanceof ListValue x && b instanceof ListValue y) {
      return sameLists(x, y, schema);
    }
    if (a.equals(b)) {
      return true;
    }
    if (schema.format().isEmpty()) {
      return false;
    }
    OptionalLong meaning = Quantities.meaning(schema.format(), a);
    return meaning.isPresent() && meaning.equals(Quantities.meaning(schema.format(), b));
  }

  private static boolean sameMaps(MapValue a, MapValue b, AttributeSchema schema) {
    Set<String> names = new LinkedHashSet<>(a.keys());
    names.addAll(b.keys());
    for (String name : names) {
      AttributeSchema property = schema.property(name);
      if (!same(
          a.getOrNull(name),
          b.getOrNull(name),
          property == null ? AttributeSchema.ANY : property)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameLists(ListValue a, ListValue b, AttributeSchema schema) {
    AttributeSchema known = schema.element();
    AttributeSchema element = known == null ? AttributeSchema.ANY : known;
    if (schema.is(Flag.UNORDERED)) {
      return sameElements(a, b, element);
    }
    if (a.values().size() != b.values().size()) {
      return false;
    }
    for (int i = 0; i < a.values().size(); i++) {
      if (!same(a.values().get(i), b.values().get(i), element)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two lists have the same elements, in whatever order. */
  public static boolean sameElements(ListValue a, ListValue b, AttributeSchema element) {
    if (a.values().size() != b.values().size()) {
      return false;
    }
    List<Value> left = new ArrayList<>(b.values());
    for (Value item : a.values()) {
      boolean found = left.remove(item) || left.removeIf(other -> same(item, other, element));
      if (!found) {
        return false;
      }
    }
    return left.isEmpty();
  }
}
