package dev.paas.core.expression.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.paas.core.expression.ValueType;
import dev.paas.spi.value.ValueKind;
import java.util.List;

/** The types of CEL that arguments are checked with. */
final class CelTypes {
  static final ListType LIST = ListType.create(SimpleType.DYN);
  static final ListType TEXTS = ListType.create(SimpleType.STRING);
  static final MapType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

  /** Those that a call is checked with; anything else counts as {@code dyn}, or has it inside. */
  static final List<CelType> DECLARED =
      List.of(
          SimpleType.DYN,
          SimpleType.BOOL,
          SimpleType.INT,
          SimpleType.UINT,
          SimpleType.DOUBLE,
          SimpleType.STRING,
          SimpleType.BYTES,
          SimpleType.NULL_TYPE,
          SimpleType.TIMESTAMP,
          SimpleType.DURATION,
          LIST,
          TEXTS,
          ListType.create(SimpleType.INT),
          ListType.create(SimpleType.DOUBLE),
          ListType.create(SimpleType.BOOL),
          ListType.create(LIST),
          ListType.create(MAP),
          MAP,
          MapType.create(SimpleType.STRING, SimpleType.STRING),
          MapType.create(SimpleType.STRING, SimpleType.INT),
          MapType.create(SimpleType.DYN, SimpleType.DYN));

  private CelTypes() {}

  /** The type that an argument is checked with. */
  static CelType of(ValueType type) {
    if (type instanceof ValueType.ListOf list) {
      return declared(ListType.create(of(list.element())), LIST);
    }
    if (type instanceof ValueType.MapOf map) {
      return declared(MapType.create(SimpleType.STRING, of(map.value())), MAP);
    }
    if (type instanceof ValueType.Simple simple) {
      return switch (simple) {
        case ANY, NONE, NULL, NUMBER -> SimpleType.DYN;
        case BOOLEAN -> SimpleType.BOOL;
        case INTEGER -> SimpleType.INT;
        case DECIMAL -> SimpleType.DOUBLE;
        case TEXT -> SimpleType.STRING;
        case BYTES -> SimpleType.BYTES;
        case TIMESTAMP -> SimpleType.TIMESTAMP;
        case DURATION -> SimpleType.DURATION;
      };
    }
    return MAP;
  }

  private static CelType declared(CelType type, CelType otherwise) {
    return DECLARED.contains(type) ? type : otherwise;
  }

  /** What is known of the values of a type. */
  static ValueType valueType(CelType type) {
    return switch (type.kind()) {
      case BOOL -> ValueType.Simple.BOOLEAN;
      case INT -> ValueType.Simple.INTEGER;
      case DOUBLE -> ValueType.Simple.DECIMAL;
      case STRING -> ValueType.Simple.TEXT;
      case BYTES -> ValueType.Simple.BYTES;
      case TIMESTAMP -> ValueType.Simple.TIMESTAMP;
      case DURATION -> ValueType.Simple.DURATION;
      case NULL_TYPE -> ValueType.Simple.NULL;
      case LIST -> new ValueType.ListOf(valueType(type.parameters().get(0)));
      case MAP -> new ValueType.MapOf(valueType(type.parameters().get(1)));
      case UINT, UNSPECIFIED, ERROR, DYN, ANY, OPAQUE, STRUCT, TYPE, TYPE_PARAM ->
          ValueType.Simple.ANY;
    };
  }

  /** The kind of value that a type's become; {@code UNKNOWN} when that depends. */
  static ValueKind kind(CelType type) {
    return switch (type.kind()) {
      case BOOL -> ValueKind.BOOLEAN;
      case INT, UINT -> ValueKind.INTEGER;
      case DOUBLE -> ValueKind.NUMBER;
      case STRING, BYTES, TIMESTAMP, DURATION -> ValueKind.STRING;
      case LIST -> ValueKind.ARRAY;
      case MAP -> ValueKind.OBJECT;
      case UNSPECIFIED, ERROR, DYN, ANY, NULL_TYPE, OPAQUE, STRUCT, TYPE, TYPE_PARAM ->
          ValueKind.UNKNOWN;
    };
  }
}
