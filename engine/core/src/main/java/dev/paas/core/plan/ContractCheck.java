package dev.paas.core.plan;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.Meanings;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a provider kept to the contract; what it is not allowed to do is found as a path. */
public final class ContractCheck {
  private ContractCheck() {}

  /**
   * The first attribute that a plan changed although it was not the provider's to compute.
   *
   * @param configuration what the user set
   * @param proposed that with defaults, and with what was computed before
   * @param planned what the provider planned
   * @param prior the attributes before, which it may keep where they mean the same to it
   * @return {@code null} when there is none
   */
  public static @Nullable ValuePath changedByPlan(
      AttributeSchema schema,
      MapValue configuration,
      MapValue proposed,
      MapValue planned,
      @Nullable MapValue prior) {
    return changed(ValuePath.root(), schema, configuration, proposed, planned, prior);
  }

  private static @Nullable ValuePath changed(
      ValuePath path,
      AttributeSchema schema,
      @Nullable Value configuration,
      Value proposed,
      @Nullable Value planned,
      @Nullable Value prior) {
    Value wanted = proposed.unwrapped();
    Value got = planned == null ? null : planned.unwrapped();
    Value old = prior == null ? null : prior.unwrapped();
    if (wanted instanceof MapValue map && got instanceof MapValue gotMap) {
      Value bare = configuration == null ? null : configuration.unwrapped();
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        AttributeSchema known = schema.property(entry.getKey());
        AttributeSchema property = known == null ? AttributeSchema.ANY : known;
        Value set = bare instanceof MapValue setMap ? setMap.get(entry.getKey()) : null;
        boolean free = property.isComputed() && (set == null || set.isNull());
        if (free || property.isReadOnly() || entry.getValue().isNull()) {
          continue;
        }
        ValuePath found =
            changed(
                path.child(entry.getKey()),
                property,
                set,
                entry.getValue(),
                gotMap.get(entry.getKey()),
                old instanceof MapValue oldMap ? oldMap.get(entry.getKey()) : null);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    boolean kept =
        got != null
            && ((wanted.isUnknown() && got.isUnknown())
                || (!wanted.isWhollyKnown() && wanted.equals(got))
                || Meanings.same(wanted, got, schema)
                || (old != null && old.equals(got)));
    return kept ? null : path;
  }

  /**
   * The first attribute that is not as it was planned.
   *
   * @param planned what was planned; unknown values are free
   * @param result what the provider returned
   * @return {@code null} when there is none
   */
  public static @Nullable ValuePath changedByApply(
      AttributeSchema schema, MapValue planned, MapValue result) {
    return differs(ValuePath.root(), schema, planned, result);
  }

  private static @Nullable ValuePath differs(
      ValuePath path, AttributeSchema schema, Value planned, @Nullable Value result) {
    Value wanted = planned.unwrapped();
    Value got = result == null ? null : result.unwrapped();
    if (wanted.isUnknown()) {
      return null;
    }
    if (wanted instanceof MapValue map && got instanceof MapValue gotMap) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        AttributeSchema known = schema.property(entry.getKey());
        AttributeSchema property = known == null ? AttributeSchema.ANY : known;
        ValuePath found =
            property.is(Flag.WRITE_ONLY) || entry.getValue().isNull()
                ? null
                : differs(
                    path.child(entry.getKey()),
                    property,
                    entry.getValue(),
                    gotMap.get(entry.getKey()));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (wanted instanceof ListValue list
        && got instanceof ListValue gotList
        // What is not known yet equals nothing; where it stands tells what it has become.
        && !(schema.is(Flag.UNORDERED) && list.isWhollyKnown())) {
      return differs(path, schema, list, gotList);
    }
    return got != null && Meanings.same(wanted, got, schema) ? null : path;
  }

  private static @Nullable ValuePath differs(
      ValuePath path, AttributeSchema schema, ListValue planned, ListValue result) {
    if (planned.values().size() != result.values().size()) {
      return path;
    }
    AttributeSchema known = schema.element();
    AttributeSchema element = known == null ? AttributeSchema.ANY : known;
    for (int i = 0; i < planned.values().size(); i++) {
      ValuePath found =
          differs(path.child(i), element, planned.values().get(i), result.values().get(i));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first attribute of a result that is not known; {@code null} when all are. */
  public static @Nullable ValuePath unknown(ValuePath path, Value value) {
    Value bare = value.unwrapped();
    if (bare.isUnknown()) {
      return path;
    }
    if (bare.isWhollyKnown()) {
      return null;
    }
    if (bare instanceof MapValue map) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        ValuePath found = unknown(path.child(entry.getKey()), entry.getValue());
        if (found != null) {
          return found;
        }
      }
    } else if (bare instanceof ListValue list) {
      for (int i = 0; i < list.values().size(); i++) {
        ValuePath found = unknown(path.child(i), list.values().get(i));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
