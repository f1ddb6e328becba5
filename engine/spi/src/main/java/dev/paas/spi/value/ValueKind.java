package dev.paas.spi.value;

/** The kinds of {@link Value}, named as JSON Schema names its types. */
public enum ValueKind {
  NULL("null"),
  BOOLEAN("boolean"),
  INTEGER("integer"),
  NUMBER("number"),
  STRING("string"),
  ARRAY("array"),
  OBJECT("object"),
  /** Not known yet, and of no known type. */
  UNKNOWN("unknown");

  private final String schemaName;

  ValueKind(String schemaName) {
    this.schemaName = schemaName;
  }

  /** The name in JSON Schema's {@code type} keyword. */
  public String schemaName() {
    return schemaName;
  }
}
