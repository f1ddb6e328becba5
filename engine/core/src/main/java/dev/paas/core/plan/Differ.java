package dev.paas.core.plan;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.Meanings;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the attributes in which two states of a resource differ, by what their values mean. */
public final class Differ {
  /** What tells the elements of a list apart where its schema does not say, the likeliest first. */
  private static final List<String> NAMES_OF_IDENTITIES =
      List.of("name", "id", "key", "target", "containerPort", "port", "path", "host", "source");

  private final List<AttributeChange> changes = new ArrayList<>();

  /** Whether there was something before that could be replaced. */
  private final boolean replaceable;

  private Differ(boolean replaceable) {
    this.replaceable = replaceable;
  }

  /**
   * The differences between two states of a resource, in the order of the attributes.
   *
   * @param schema what the attributes are like
   * @param before the state before; {@code null} for nothing
   * @param after the state after; {@code null} for nothing
   */
  public static List<AttributeChange> differences(
      AttributeSchema schema, @Nullable MapValue before, @Nullable MapValue after) {
    Differ differ = new Differ(before != null);
    MapValue from = before == null ? MapValue.empty() : before;
    MapValue to = after == null ? MapValue.empty() : after;
    differ.maps(ValuePath.root(), from, to, schema, false);
    return differ.changes;
  }

  private void values(
      ValuePath path,
      @Nullable Value before,
      @Nullable Value after,
      AttributeSchema schema,
      boolean replaces) {
    boolean forces = replaces || schema.is(Flag.REPLACE);
    if (isNothing(before) && isNothing(after)) {
      return;
    }
    Value from = before == null ? null : before.unwrapped();
    Value to = after == null ? null : after.unwrapped();
    boolean inside = !isSensitive(before) && !isSensitive(after);
    if (inside && from instanceof MapValue fromMap && to instanceof MapValue toMap) {
      maps(path, fromMap, toMap, schema, forces);
    } else if (inside && from instanceof ListValue fromList && to instanceof ListValue toList) {
      lists(path, fromList, toList, schema, forces);
    } else if (from == null || to == null || !Meanings.same(from, to, schema)) {
      changes.add(
          new AttributeChange(
              path,
              isNothing(before) ? null : before,
              isNothing(after) ? null : after,
              schema.isReadOnly()
                  ? AttributeChange.Cause.COMPUTED
                  : AttributeChange.Cause.CONFIGURATION,
              replaceable && forces && !schema.isReadOnly(),
              schema.is(Flag.WRITE_ONLY)));
    }
  }

  private static boolean isNothing(@Nullable Value value) {
    return value == null || value.isNull();
  }

  private static boolean isSensitive(@Nullable Value value) {
    return value != null && !value.equals(value.unwrapped());
  }

  private void maps(
      ValuePath path, MapValue before, MapValue after, AttributeSchema schema, boolean replaces) {
    Set<String> names = new LinkedHashSet<>(schema.properties().keySet());
    names.addAll(before.keys());
    names.addAll(after.keys());
    for (String name : names) {
      Value from = before.get(name);
      Value to = after.get(name);
      if (from != to) {
        AttributeSchema property = schema.property(name);
        values(
            path.child(name),
            from,
            to,
            property == null ? AttributeSchema.ANY : property,
            replaces);
      }
    }
  }

  private void lists(
      ValuePath path, ListValue before, ListValue after, AttributeSchema schema, boolean replaces) {
    AttributeSchema known = schema.element();
    AttributeSchema element = known == null ? AttributeSchema.ANY : known;
    if (schema.is(Flag.UNORDERED) && Meanings.sameElements(before, after, element)) {
      return;
    }
    String identity = schema.identity();
    if (identity != null && allHave(before, identity) && allHave(after, identity)) {
      byIdentity(path, before, after, element, identity, replaces);
      return;
    }
    if (before.values().size() == after.values().size() && Meanings.same(before, after, schema)) {
      return;
    }
    String name = conventionalIdentity(before, after);
    inOrder(path, before, after, element, name, replaces);
  }

  /** An attribute that tells the elements of both lists apart, as most lists of maps have one. */
  private static @Nullable String conventionalIdentity(ListValue before, ListValue after) {
    for (String name : NAMES_OF_IDENTITIES) {
      if (allHave(before, name) && allHave(after, name)) {
        return name;
      }
    }
    return null;
  }

  /**
   * Lists in which the order matters. Elements between two that are in both are compared by their
   * position, those with an identity only where it is the same.
   */
  private void inOrder(
      ValuePath path,
      ListValue before,
      ListValue after,
      AttributeSchema element,
      @Nullable String identity,
      boolean replaces) {
    List<Value> from = before.values();
    List<Value> to = after.values();
    CommonSubsequence.Equality same =
        identity == null
            ? (i, j) -> Meanings.same(from.get(i), to.get(j), element)
            : (i, j) -> idOf(from.get(i), identity).equals(idOf(to.get(j), identity));
    List<CommonSubsequence.Pair> pairs =
        new ArrayList<>(CommonSubsequence.of(from.size(), to.size(), same));
    pairs.add(new CommonSubsequence.Pair(from.size(), to.size()));
    int i = 0;
    int j = 0;
    for (CommonSubsequence.Pair pair : pairs) {
      while (identity == null && i < pair.first() && j < pair.second()) {
        values(path.child(j), from.get(i++), to.get(j++), element, replaces);
      }
      while (i < pair.first()) {
        values(path.child(i), from.get(i++), null, element, replaces);
      }
      while (j < pair.second()) {
        values(path.child(j), null, to.get(j++), element, replaces);
      }
      if (identity != null && i < from.size() && j < to.size()) {
        values(path.child(j), from.get(i), to.get(j), element, replaces);
      }
      i++;
      j++;
    }
  }

  private void byIdentity(
      ValuePath path,
      ListValue before,
      ListValue after,
      AttributeSchema element,
      String identity,
      boolean replaces) {
    Map<Value, Value> old = new HashMap<>();
    Map<Value, Integer> positions = new HashMap<>();
    for (int i = 0; i < before.values().size(); i++) {
      Value id = idOf(before.values().get(i), identity);
      old.put(id, before.values().get(i));
      positions.put(id, i);
    }
    for (int i = 0; i < after.values().size(); i++) {
      Value item = after.values().get(i);
      Value id = idOf(item, identity);
      positions.remove(id);
      values(path.child(i), old.get(id), item, element, replaces);
    }
    for (int position : positions.values().stream().sorted().toList()) {
      values(path.child(position), before.values().get(position), null, element, replaces);
    }
  }

  private static boolean allHave(ListValue list, String identity) {
    Set<Value> seen = new LinkedHashSet<>();
    for (Value item : list.values()) {
      Value id = item.unwrapped() instanceof MapValue map ? map.get(identity) : null;
      if (id == null || !id.isWhollyKnown() || !seen.add(id)) {
        return false;
      }
    }
    return true;
  }

  private static Value idOf(Value item, String identity) {
    return ((MapValue) item.unwrapped()).getOrNull(identity);
  }
}
