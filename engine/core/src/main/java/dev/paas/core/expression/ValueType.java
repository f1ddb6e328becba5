package dev.paas.core.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value before there is one. Any of them may also be null, unknown or sensitive:
 * that a type does not tell.
 */
public sealed interface ValueType {

  /** Types without anything inside. */
  enum Simple implements ValueType {
    /** Not known. */
    ANY("a value"),
    /** That of the elements of an empty list. */
    NONE("nothing"),
    NULL("nothing"),
    BOOLEAN("true or false"),
    INTEGER("a whole number"),
    /** A number with a fraction, even if that is 0. */
    DECIMAL("a fraction"),
    /** A number of either kind. */
    NUMBER("a number"),
    TEXT("a text"),
    BYTES("bytes"),
    TIMESTAMP("a point in time"),
    DURATION("a length of time");

    private final String description;

    Simple(String description) {
      this.description = description;
    }

    @Override
    public String describe() {
      return description;
    }
  }

  /** A list. */
  record ListOf(ValueType element) implements ValueType {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A map with any keys. */
  record MapOf(ValueType value) implements ValueType {
    @Override
    public String describe() {
      return "a map";
    }
  }

  /** A map whose keys are known. */
  record ObjectOf(Fields fields) implements ValueType {
    @Override
    public String describe() {
      return "a map";
    }
  }

  /** The entries of a map whose keys are known; they are looked at when they are asked for. */
  interface Fields {
    /** The type of an entry; {@code null} when there is none of that name. */
    @Nullable ValueType field(String name);

    /** The names that there are, for advice. */
    Collection<String> names();
  }

  /** With its article, for messages: {@code a whole number}. */
  String describe();

  /** A map with these entries and no others. */
  static ValueType object(Map<String, ValueType> entries) {
    Map<String, ValueType> copy = new LinkedHashMap<>(entries);
    return new ObjectOf(
        new Fields() {
          @Override
          public @Nullable ValueType field(String name) {
            return copy.get(name);
          }

          @Override
          public Collection<String> names() {
            return copy.keySet();
          }
        });
  }

  /**
   * The type of what stands at a name or index.
   *
   * @param step a name ({@link String}) or an index ({@link Integer})
   * @return {@code null} when nothing can be there
   */
  default @Nullable ValueType inside(Object step) {
    if (this instanceof ListOf list) {
      return step instanceof Integer ? list.element() : null;
    }
    if (this instanceof MapOf map) {
      return map.value();
    }
    if (this instanceof ObjectOf object) {
      return object.fields().field(step.toString());
    }
    return isOpen() || this == Simple.NULL ? Simple.ANY : null;
  }

  /** Whether it can be anything. */
  default boolean isOpen() {
    return this == Simple.ANY || this == Simple.NONE;
  }

  /** Whether it is a map of any kind. */
  default boolean isMap() {
    return this instanceof MapOf || this instanceof ObjectOf;
  }

  /** The type of a value that has one of two types. */
  static ValueType join(ValueType a, ValueType b) {
    if (a.equals(b) || b == Simple.NONE || b == Simple.NULL) {
      return a;
    }
    if (a == Simple.NONE || a == Simple.NULL) {
      return b;
    }
    if (isNumber(a) && isNumber(b)) {
      return Simple.NUMBER;
    }
    if (a instanceof ListOf x && b instanceof ListOf y) {
      return new ListOf(join(x.element(), y.element()));
    }
    if (a instanceof MapOf x && b instanceof MapOf y) {
      return new MapOf(join(x.value(), y.value()));
    }
    return a.isMap() && b.isMap() ? new MapOf(Simple.ANY) : Simple.ANY;
  }

  /** The type of what is left of a value when it is kept: CEL's own types are not. */
  static ValueType kept(ValueType type) {
    if (type instanceof ListOf list) {
      return new ListOf(kept(list.element()));
    }
    if (type instanceof MapOf map) {
      return new MapOf(kept(map.value()));
    }
    if (type instanceof ObjectOf object) {
      return new ObjectOf(new KeptFields(object.fields()));
    }
    return switch ((Simple) type) {
      case DECIMAL -> Simple.NUMBER;
      case BYTES, TIMESTAMP, DURATION -> Simple.TEXT;
      case ANY, NONE, NULL, BOOLEAN, INTEGER, NUMBER, TEXT -> type;
    };
  }

  /** Fields whose types are those of kept values. */
  record KeptFields(Fields of) implements Fields {
    @Override
    public @Nullable ValueType field(String name) {
      ValueType type = of.field(name);
      return type == null ? null : kept(type);
    }

    @Override
    public Collection<String> names() {
      return of.names();
    }
  }

  private static boolean isNumber(ValueType type) {
    return type == Simple.INTEGER || type == Simple.DECIMAL || type == Simple.NUMBER;
  }
}
