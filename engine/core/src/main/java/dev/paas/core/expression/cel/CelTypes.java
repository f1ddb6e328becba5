package dev.paas.core.expression.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
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
