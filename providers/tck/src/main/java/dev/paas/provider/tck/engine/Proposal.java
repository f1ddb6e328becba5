package dev.paas.provider.tck.engine;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine proposes before a provider plans: the configuration, the schema's defaults,
 * computed attributes carried over or, for something new, unknown. What the schema calls sensitive
 * is wrapped.
 */
public final class Proposal {
  private final AttributeSchema type;
  private final @Nullable MapValue prior;
  private final String host;
  private final Set<String> changed = new HashSet<>();

  private Proposal(AttributeSchema type, @Nullable MapValue prior, String host) {
    this.type = type;
    this.prior = prior;
    this.host = host;
  }

  /**
   * Makes a proposal.
   *
   * @param type the schema of the whole resource
   * @param configuration what the user wrote, with references resolved
   * @param prior the attributes as they are now; {@code null} when there is nothing yet
   * @param host what the engine gives to attributes that it computes itself
   */
  public static MapValue of(
      AttributeSchema type, MapValue configuration, @Nullable MapValue prior, String host) {
    return new Proposal(type, prior, host).make(configuration);
  }

  /** {@code value} with everything wrapped that its schema calls sensitive. */
  public static Value marked(AttributeSchema schema, Value value) {
    if (schema.is(Keyword.SENSITIVE)) {
      return value.isNull() ? value : value.asSensitive();
    }
    if (value instanceof MapValue map) {
      MapValue.Builder marked = MapValue.builder();
      map.entries().forEach((key, item) -> marked.put(key, marked(schema.property(key), item)));
      return marked.build();
    }
    if (value instanceof ListValue list) {
      return Value.list(list.values().stream().map(i -> marked(schema.element(), i)).toList());
    }
    return value;
  }

  private MapValue make(MapValue configuration) {
    MapValue inputs = (MapValue) marked(type, object(type, configuration, prior));
    if (prior != null) {
      noteChanges(inputs, prior);
    }
    return withComputed(type, inputs, prior, true);
  }

  private void noteChanges(MapValue inputs, MapValue before) {
    for (Map.Entry<String, AttributeSchema> attribute : type.properties().entrySet()) {
      String name = attribute.getKey();
      AttributeSchema schema = attribute.getValue();
      boolean given = inputs.has(name) || !schema.isComputed();
      if (given
          && !schema.is(Keyword.WRITE_ONLY)
          && !Meaning.same(schema, before.get(name), inputs.get(name))) {
        changed.add(name);
      }
    }
  }

  /** What the user set and the defaults. */
  private MapValue object(AttributeSchema schema, MapValue given, @Nullable MapValue before) {
    MapValue.Builder object = MapValue.builder();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              Value value = given.has(name) ? given.get(name) : property.defaultValue();
              if (value != null && property.isInput()) {
                object.put(name, filled(property, value, nested(before, name)));
              }
            });
    given
        .entries()
        .forEach(
            (name, value) -> {
              if (!schema.properties().containsKey(name)) {
                object.put(name, filled(schema.property(name), value, nested(before, name)));
              }
            });
    return object.build();
  }

  private Value filled(AttributeSchema schema, Value value, @Nullable MapValue before) {
    if (value instanceof SensitiveValue sensitive) {
      return filled(schema, sensitive.secret(), before).asSensitive();
    }
    if (value instanceof MapValue map) {
      return withComputed(schema, object(schema, map, before), before, false);
    }
    if (value instanceof ListValue list) {
      List<Value> items = new ArrayList<>(list.values().size());
      list.values().forEach(item -> items.add(filled(schema.element(), item, null)));
      return Value.list(items);
    }
    return value;
  }

  private static @Nullable MapValue nested(@Nullable MapValue map, String name) {
    Value value = map == null ? null : map.get(name);
    return value != null && value.unwrapped() instanceof MapValue nested ? nested : null;
  }

  private MapValue withComputed(
      AttributeSchema schema, MapValue inputs, @Nullable MapValue before, boolean top) {
    MapValue.Builder all = inputs.toBuilder();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (property.isComputed() && !inputs.has(name)) {
                Value value =
                    top && property.isEngineComputed()
                        ? Value.of(host)
                        : computed(property, before == null ? null : before.getOrNull(name));
                if (!value.isNull()) {
                  all.put(name, marked(property, value));
                }
              }
            });
    return all.build();
  }

  /**
   * A computed value.
   *
   * @param before what it was; {@code null} when the whole is new
   */
  private Value computed(AttributeSchema property, @Nullable Value before) {
    return before == null || changes(property) ? new UnknownValue(property.onlyKind()) : before;
  }

  private boolean changes(AttributeSchema property) {
    for (String input : property.changesWith()) {
      if (input.equals("*") ? !changed.isEmpty() : changed.contains(input)) {
        return true;
      }
    }
    return false;
  }
}
