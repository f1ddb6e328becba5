package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What only one resource can have ({@code x-paas-exclusive}), and two shall. */
final class ExclusiveValues {
  private final Diagnostics diagnostics;
  private final Map<List<Object>, Address> holders = new HashMap<>();
  private final Map<ResourceType, Boolean> exclusive = new HashMap<>();

  ExclusiveValues(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Adds what a resource shall have, and tells what an earlier one has already. */
  void add(PlannedInstance planned) {
    Instance instance = planned.instance();
    MapValue attributes = planned.planned();
    if (instance == null || attributes == null) {
      return;
    }
    ResourceType type = instance.declaration().type();
    if (exclusive.computeIfAbsent(type, each -> mayHold(each.attributes()))) {
      collect(instance, type.attributes(), attributes, ValuePath.root());
    }
  }

  /** Whether something exclusive can be in a value. */
  private static boolean mayHold(AttributeSchema schema) {
    if (schema.is(Flag.EXCLUSIVE)) {
      return true;
    }
    List<AttributeSchema> inside = new ArrayList<>(schema.properties().values());
    Stream.of(schema.items(), schema.additional()).filter(Objects::nonNull).forEach(inside::add);
    return inside.stream().anyMatch(ExclusiveValues::mayHold);
  }

  private void collect(Instance instance, AttributeSchema schema, Value value, ValuePath path) {
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      map.entries()
          .forEach(
              (name, entry) -> {
                AttributeSchema property = schema.property(name);
                if (property != null) {
                  collect(instance, property, entry, path.child(name));
                }
              });
    } else if (bare instanceof ListValue list && schema.items() != null) {
      for (int i = 0; i < list.values().size(); i++) {
        collect(instance, schema.items(), list.values().get(i), path.child(i));
      }
    } else if (schema.is(Flag.EXCLUSIVE) && bare.isWhollyKnown() && !bare.isNull()) {
      take(instance, schema.reference(), value, path);
    }
  }

  /** The name of an entry means another one in each instance of a module. */
  private void take(Instance instance, @Nullable String section, Value value, ValuePath path) {
    Address address = instance.address();
    String where =
        section == null
            ? instance.declaration().type().name() + "." + last(path)
            : address.module() + "." + section;
    Address holder = holders.putIfAbsent(List.of(where, value.unwrapped()), address);
    if (holder == null || holder.equals(address)) {
      return;
    }
    String what = section == null ? "the same " + last(path) : section + "." + Value.textOf(value);
    diagnostics.add(
        Diagnostic.error(
                Problem.VALUE_TAKEN, holder + " and " + address + " cannot both have " + what)
            .detail("Only one at a time can.")
            .hint("Give each one of its own.")
            .at(instance.declaration().span(path)));
  }

  private static Object last(ValuePath path) {
    return path.steps().get(path.steps().size() - 1);
  }
}
