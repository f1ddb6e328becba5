package dev.paas.core.platform;

import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.ValueKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of values that schemas describe; each schema's is made once. */
final class SchemaTypes {
  private final IdentityHashMap<AttributeSchema, ValueType> made = new IdentityHashMap<>();

  /** The type of the values of a schema. */
  ValueType of(AttributeSchema schema) {
    ValueType known = made.get(schema);
    if (known == null) {
      known = make(schema);
      made.put(schema, known);
    }
    return known;
  }

  private ValueType make(AttributeSchema schema) {
    Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
    kinds.addAll(schema.kinds());
    kinds.remove(ValueKind.NULL);
    if (kinds.size() != 1) {
      return Simple.ANY;
    }
    return switch (kinds.iterator().next()) {
      case BOOLEAN -> Simple.BOOLEAN;
      case INTEGER -> Simple.INTEGER;
      case NUMBER -> Simple.NUMBER;
      case STRING -> Simple.TEXT;
      case ARRAY -> {
        AttributeSchema items = schema.items();
        yield new ValueType.ListOf(items == null ? Simple.ANY : of(items));
      }
      case OBJECT -> object(schema);
      case NULL, UNKNOWN -> Simple.ANY;
    };
  }

  private ValueType object(AttributeSchema schema) {
    if (!schema.properties().isEmpty()) {
      return new ValueType.ObjectOf(new SchemaFields(this, schema));
    }
    AttributeSchema additional = schema.additional();
    return new ValueType.MapOf(additional == null ? Simple.ANY : of(additional));
  }

  /** The properties of an object; one that may have others has any. */
  private record SchemaFields(SchemaTypes types, AttributeSchema schema)
      implements ValueType.Fields {

    @Override
    public @Nullable ValueType field(String name) {
      AttributeSchema property = schema.properties().get(name);
      if (property != null) {
        return types.of(property);
      }
      AttributeSchema additional = schema.additional();
      if (additional != null) {
        return types.of(additional);
      }
      return schema.is(Flag.OPEN) ? Simple.ANY : null;
    }

    @Override
    public Collection<String> names() {
      return schema.properties().keySet();
    }
  }
}
