package dev.paas.core.evaluation;

import dev.paas.core.expression.Reference;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;

/** Attributes of which nothing is known but what the schema says of them. */
public final class UnknownAttributes {
  private UnknownAttributes() {}

  /** All attributes of a resource of that type. */
  public static MapValue of(ResourceType type) {
    MapValue.Builder unknown = MapValue.builder();
    type.attributes().properties().forEach((name, schema) -> unknown.put(name, unknown(schema)));
    return unknown.build();
  }

  private static Value unknown(AttributeSchema schema) {
    Value unknown = new UnknownValue(schema.onlyKind());
    return schema.is(Flag.SENSITIVE) ? unknown.asSensitive() : unknown;
  }

  /**
   * What a reference stands for.
   *
   * @param first which of its steps is the attribute
   */
  static Value at(ResourceType type, Reference reference, int first) {
    AttributeSchema schema = type.attributes().properties().get(reference.name(first));
    if (schema == null) {
      return Value.unknown();
    }
    boolean whole = reference.steps().size() == first + 1;
    return whole
        ? unknown(schema)
        : schema.is(Flag.SENSITIVE) ? Value.unknown().asSensitive() : Value.unknown();
  }
}
