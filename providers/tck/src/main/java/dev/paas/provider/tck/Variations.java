package dev.paas.provider.tck;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;

/** Values with one place in them changed. */
final class Variations {
  private Variations() {}

  /** Every place in {@code value}, outermost first, itself left out. */
  static List<ValuePath> places(Value value) {
    List<ValuePath> places = new ArrayList<>();
    collect(value, ValuePath.root(), places);
    return places;
  }

  private static void collect(Value value, ValuePath path, List<ValuePath> places) {
    if (!path.isRoot()) {
      places.add(path);
    }
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      map.entries().forEach((name, entry) -> collect(entry, path.child(name), places));
    } else if (bare instanceof ListValue list) {
      for (int i = 0; i < list.values().size(); i++) {
        collect(list.values().get(i), path.child(i), places);
      }
    }
  }

  /** {@code value} with {@code replacement} at {@code path}, a place that it has. */
  static Value with(Value value, ValuePath path, Value replacement) {
    if (path.isRoot()) {
      return replacement;
    }
    Object step = path.steps().get(0);
    ValuePath rest = new ValuePath(path.steps().subList(1, path.steps().size()));
    Value bare = value.unwrapped();
    Value changed;
    if (bare instanceof MapValue map && step instanceof String name) {
      changed = map.with(name, with(map.getOrNull(name), rest, replacement));
    } else if (bare instanceof ListValue list && step instanceof Integer index) {
      List<Value> items = new ArrayList<>(list.values());
      items.set(index, with(items.get(index), rest, replacement));
      changed = Value.list(items);
    } else {
      throw new IllegalArgumentException("there is no " + path);
    }
    return bare.equals(value) ? changed : changed.asSensitive();
  }
}
