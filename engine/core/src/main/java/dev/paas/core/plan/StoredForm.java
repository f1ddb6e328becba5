package dev.paas.core.plan;

import dev.paas.core.json.JsonValues;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Attributes as they are kept: what is write-only as a keyed hash, what the schema calls sensitive
 * wrapped as such.
 */
public final class StoredForm {
  /** What a hash of something that is not kept begins with. */
  private static final String MARK = "hash:";

  private StoredForm() {}

  /**
   * The attributes with every write-only value replaced by its hash.
   *
   * @param place what the attributes are of, such as an address
   * @param fingerprint makes the hash of a text at a place
   */
  public static MapValue hashed(
      AttributeSchema schema,
      MapValue attributes,
      Object place,
      BinaryOperator<String> fingerprint) {
    return hasWriteOnly(schema)
        ? (MapValue)
            replaced(
                schema,
                attributes,
                place.toString(),
                (text, at) -> MARK + fingerprint.apply(text, at))
        : attributes;
  }

  /** The attributes without any write-only value. */
  public static MapValue withoutWriteOnly(AttributeSchema schema, MapValue attributes) {
    return hasWriteOnly(schema) ? (MapValue) replaced(schema, attributes, "", null) : attributes;
  }

  private static Value replaced(
      AttributeSchema schema, Value value, String place, @Nullable BinaryOperator<String> hash) {
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      MapValue.Builder result = MapValue.builder();
      map.entries()
          .forEach(
              (name, entry) -> {
                AttributeSchema property = schema.property(name);
                if (property == null || !hasWriteOnly(property)) {
                  result.put(name, entry);
                } else if (!property.is(Flag.WRITE_ONLY)) {
                  result.put(name, replaced(property, entry, place + "." + name, hash));
                } else if (hash != null) {
                  result.put(name, hashOf(entry, place + "." + name, hash));
                }
              });
      return result.build();
    }
    AttributeSchema element = schema.items();
    if (bare instanceof ListValue list && element != null) {
      List<Value> items = new ArrayList<>(list.values().size());
      // The position is not part of the place: an element that moves keeps its hash.
      list.values().forEach(item -> items.add(replaced(element, item, place + "[]", hash)));
      return Value.list(items);
    }
    return value;
  }

  private static Value hashOf(Value value, String place, BinaryOperator<String> hash) {
    Value bare = value.revealed();
    String text = Value.textOf(bare);
    boolean hashed = text != null && text.startsWith(MARK) && !(value instanceof SensitiveValue);
    if (!bare.isWhollyKnown() || bare.isNull() || hashed) {
      return bare;
    }
    return Value.of(hash.apply(text != null ? text : JsonValues.toJson(bare, REVEALED), place));
  }

  private static final JsonValues.Extensions REVEALED =
      new JsonValues.Extensions() {
        @Override
        public void writeSensitive(SensitiveValue value, JsonGenerator json) {
          JsonValues.write(value.secret(), json, this);
        }

        @Override
        public void writeUnknown(UnknownValue value, JsonGenerator json) {
          json.writeNull();
        }
      };

  /** Whether anything in the schema is write-only. */
  static boolean hasWriteOnly(AttributeSchema schema) {
    return has(schema, Flag.WRITE_ONLY, 0);
  }

  private static boolean has(AttributeSchema schema, Flag flag, int depth) {
    if (schema.is(flag)) {
      return true;
    }
    if (depth > 16) {
      return false;
    }
    for (AttributeSchema property : schema.properties().values()) {
      if (has(property, flag, depth + 1)) {
        return true;
      }
    }
    AttributeSchema items = schema.items();
    AttributeSchema additional = schema.additional();
    return (items != null && has(items, flag, depth + 1))
        || (additional != null && has(additional, flag, depth + 1));
  }

  /** What is write-only cannot be seen: it is taken from what was recorded, or planned. */
  public static Value withKept(AttributeSchema schema, Value seen, Value recorded) {
    if (!hasWriteOnly(schema)) {
      return seen;
    }
    if (seen instanceof MapValue map && recorded instanceof MapValue old) {
      MapValue.Builder result = map.toBuilder();
      for (Map.Entry<String, AttributeSchema> entry : schema.properties().entrySet()) {
        Value was = old.get(entry.getKey());
        Value is = map.get(entry.getKey());
        if (was != null && entry.getValue().is(Flag.WRITE_ONLY)) {
          result.put(entry.getKey(), was);
        } else if (was != null && is != null) {
          result.put(entry.getKey(), withKept(entry.getValue(), is, was));
        }
      }
      return result.build();
    }
    AttributeSchema element = schema.items();
    if (seen instanceof ListValue list && recorded instanceof ListValue old && element != null) {
      List<Value> items = new ArrayList<>(list.values().size());
      for (int i = 0; i < list.values().size(); i++) {
        Value item = list.values().get(i);
        Value was = counterpart(item, i, old, schema.identity());
        items.add(was == null ? item : withKept(element, item, was));
      }
      return Value.list(items);
    }
    return seen;
  }

  private static @Nullable Value counterpart(
      Value item, int index, ListValue old, @Nullable String identity) {
    if (identity != null && item instanceof MapValue map) {
      for (Value candidate : old.values()) {
        if (candidate instanceof MapValue other
            && other.getOrNull(identity).equals(map.getOrNull(identity))) {
          return candidate;
        }
      }
      return null;
    }
    return index < old.values().size() ? old.values().get(index) : null;
  }

  /**
   * Marks as sensitive what the schema says is, and what was in {@code like} at the same place.
   *
   * @param like what was planned, or recorded before; {@code null} for nothing
   */
  public static Value marked(AttributeSchema schema, Value value, @Nullable Value like) {
    boolean sensitive =
        schema.is(Flag.SENSITIVE) || (like != null && !like.equals(like.unwrapped()));
    if (sensitive) {
      return value.isNull() ? value : value.asSensitive();
    }
    if (value instanceof MapValue map) {
      MapValue old = like instanceof MapValue likeMap ? likeMap : MapValue.empty();
      MapValue.Builder result = null;
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        AttributeSchema property = schema.property(entry.getKey());
        Value marked =
            marked(
                property == null ? AttributeSchema.ANY : property,
                entry.getValue(),
                old.get(entry.getKey()));
        if (marked != entry.getValue()) {
          result = result == null ? map.toBuilder() : result;
          result.put(entry.getKey(), marked);
        }
      }
      return result == null ? map : result.build();
    }
    if (value instanceof ListValue list && (like instanceof ListValue || schema.items() != null)) {
      return markedList(schema, list, like instanceof ListValue likeList ? likeList : null);
    }
    return value;
  }

  private static Value markedList(
      AttributeSchema schema, ListValue list, @Nullable ListValue like) {
    AttributeSchema known = schema.element();
    AttributeSchema element = known == null ? AttributeSchema.ANY : known;
    List<Value> items = new ArrayList<>(list.values().size());
    for (int i = 0; i < list.values().size(); i++) {
      Value old = like != null && i < like.values().size() ? like.values().get(i) : null;
      items.add(marked(element, list.values().get(i), old));
    }
    return Value.list(items);
  }
}
