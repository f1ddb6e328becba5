package dev.paas.core.plan;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.Meanings;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a resource shall be as far as its schema tells: the configuration with the schema's
 * defaults; what the provider computes as it was before, or unknown when there is nothing before or
 * it changes with something that does.
 */
final class Proposal {
  private Proposal() {}

  static MapValue of(AttributeSchema schema, MapValue configuration, @Nullable MapValue prior) {
    MapValue proposed = object(schema, configuration, prior);
    return prior == null ? proposed : recomputed(schema, configuration, proposed, prior);
  }

  private static MapValue object(
      AttributeSchema schema, MapValue configuration, @Nullable MapValue prior) {
    MapValue.Builder proposed = MapValue.builder();
    for (Map.Entry<String, AttributeSchema> entry : schema.properties().entrySet()) {
      String name = entry.getKey();
      AttributeSchema property = entry.getValue();
      Value before = prior == null ? null : prior.get(name);
      Value value = attribute(property, configuration.get(name), before);
      if (value != null) {
        proposed.put(name, property.is(Flag.SENSITIVE) ? value.asSensitive() : value);
      }
    }
    for (Map.Entry<String, Value> entry : configuration.entries().entrySet()) {
      if (!schema.properties().containsKey(entry.getKey()) && !entry.getValue().isNull()) {
        AttributeSchema additional = schema.additional();
        Value before = prior == null ? null : prior.get(entry.getKey());
        proposed.put(
            entry.getKey(),
            additional == null ? entry.getValue() : filled(additional, entry.getValue(), before));
      }
    }
    return proposed.build();
  }

  private static @Nullable Value attribute(
      AttributeSchema property, @Nullable Value configured, @Nullable Value before) {
    if (configured != null && !configured.isNull()) {
      return filled(property, configured, before);
    }
    Value fallback = property.defaultValue();
    if (fallback != null) {
      return filled(property, fallback, before);
    }
    if (!property.isComputed()) {
      return null;
    }
    return before != null ? before : new UnknownValue(property.onlyKind());
  }

  /** A value with the defaults of what is inside it. */
  private static Value filled(AttributeSchema schema, Value value, @Nullable Value before) {
    Value bare = value.unwrapped();
    Value old = before == null ? null : before.unwrapped();
    Value result = bare;
    if (bare instanceof MapValue map && hasInside(schema)) {
      result = object(schema, map, old instanceof MapValue oldMap ? oldMap : null);
    } else if (bare instanceof ListValue list
        && schema.items() != null
        && hasInside(schema.items())) {
      result = elements(schema.items(), list, old instanceof ListValue oldList ? oldList : null);
    }
    boolean wrapped = !value.equals(bare);
    return wrapped ? result.asSensitive() : result;
  }

  private static boolean hasInside(AttributeSchema schema) {
    return !schema.properties().isEmpty() || schema.additional() != null;
  }

  private static Value elements(
      AttributeSchema element, ListValue list, @Nullable ListValue before) {
    List<Value> filled = new ArrayList<>(list.values().size());
    for (int i = 0; i < list.values().size(); i++) {
      Value old = before != null && i < before.values().size() ? before.values().get(i) : null;
      filled.add(filled(element, list.values().get(i), old));
    }
    return Value.list(filled);
  }

  /** Makes unknown what changes with an attribute that changed, unless the user has set it. */
  private static MapValue recomputed(
      AttributeSchema schema, MapValue configuration, MapValue proposed, MapValue prior) {
    MapValue.Builder result = null;
    for (Map.Entry<String, AttributeSchema> entry : schema.properties().entrySet()) {
      AttributeSchema property = entry.getValue();
      if (property.isComputed()
          && configuration.getOrNull(entry.getKey()).isNull()
          && !property.changesWith().isEmpty()
          && changes(property.changesWith(), schema, proposed, prior)) {
        result = result == null ? proposed.toBuilder() : result;
        Value unknown = new UnknownValue(property.onlyKind());
        result.put(entry.getKey(), property.is(Flag.SENSITIVE) ? unknown.asSensitive() : unknown);
      }
    }
    return result == null ? proposed : result.build();
  }

  private static boolean changes(
      List<String> names, AttributeSchema schema, MapValue proposed, MapValue prior) {
    for (String name : names.contains("*") ? schema.properties().keySet() : names) {
      AttributeSchema property = schema.properties().get(name);
      if (property != null
          && !property.isReadOnly()
          && !Meanings.same(proposed.getOrNull(name), prior.getOrNull(name), property)) {
        return true;
      }
    }
    return false;
  }
}
