package dev.paas.core.plan;

import dev.paas.core.platform.IgnoredPath;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves alone what {@code ignoreChanges} names: takes it as it is, not as the file has it. */
final class IgnoredChanges {
  private final List<IgnoredPath> ignored;

  private IgnoredChanges(List<IgnoredPath> ignored) {
    this.ignored = ignored;
  }

  /**
   * The configuration with the ignored attributes as they are now.
   *
   * @param prior the attributes as they are now, as far as the user can set them
   */
  static MapValue apply(List<IgnoredPath> ignored, MapValue configuration, MapValue prior) {
    return ignored.isEmpty()
        ? configuration
        : new IgnoredChanges(ignored).map(ValuePath.root(), configuration, prior);
  }

  private MapValue map(ValuePath path, MapValue configuration, MapValue prior) {
    Set<String> names = new LinkedHashSet<>(configuration.keys());
    names.addAll(prior.keys());
    MapValue.Builder result = MapValue.builder();
    for (String name : names) {
      Value value = value(path.child(name), configuration.get(name), prior.get(name));
      if (value != null) {
        result.put(name, value);
      }
    }
    return result.build();
  }

  private @Nullable Value value(
      ValuePath path, @Nullable Value configured, @Nullable Value before) {
    boolean reaches = false;
    for (IgnoredPath pattern : ignored) {
      if (pattern.covers(path)) {
        return before;
      }
      reaches |= pattern.reachesInto(path);
    }
    if (!reaches || configured == null) {
      return configured;
    }
    Value bare = configured.unwrapped();
    Value old = before == null ? null : before.unwrapped();
    Value result = configured;
    if (bare instanceof MapValue map) {
      result = map(path, map, old instanceof MapValue oldMap ? oldMap : MapValue.empty());
    } else if (bare instanceof ListValue list && old instanceof ListValue oldList) {
      List<Value> items = new ArrayList<>();
      for (int i = 0; i < list.values().size(); i++) {
        Value wanted = list.values().get(i);
        // A new element has nothing that it could be left as.
        Value item =
            i < oldList.values().size()
                ? value(path.child(i), wanted, oldList.values().get(i))
                : wanted;
        items.add(item == null ? wanted : item);
      }
      result = Value.list(items);
    }
    return configured.equals(bare) ? result : result.asSensitive();
  }
}
