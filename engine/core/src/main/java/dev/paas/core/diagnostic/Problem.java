package dev.paas.core.diagnostic;

/**
 * The catalogue of what can be wrong. The ids are stable: scripts and documentation may name them.
 */
public enum Problem {
  FILE_NOT_FOUND("file.not-found"),
  FILE_UNREADABLE("file.unreadable"),

  YAML_SYNTAX("yaml.syntax"),
  YAML_TAB("yaml.tab"),
  YAML_DUPLICATE_KEY("yaml.duplicate-key"),
  YAML_KEY_NOT_TEXT("yaml.key-not-text"),
  YAML_SEVERAL_DOCUMENTS("yaml.several-documents"),
  YAML_TAG("yaml.tag"),
  YAML_NUMBER("yaml.number-too-large"),
  YAML_TOO_LARGE("yaml.too-large"),
  YAML_TOO_DEEP("yaml.too-deep"),
  YAML_TOO_MANY_ALIASES("yaml.too-many-aliases"),

  SCHEMA_UNKNOWN_KEY("schema.unknown-key"),
  SCHEMA_MISSING_KEY("schema.missing-key"),
  SCHEMA_READ_ONLY("schema.read-only"),
  SCHEMA_WRONG_TYPE("schema.wrong-type"),
  SCHEMA_WRONG_VALUE("schema.wrong-value"),
  SCHEMA_WRONG_NAME("schema.wrong-name"),
  SCHEMA_WRONG_COMBINATION("schema.wrong-combination"),

  PLUGIN_INVALID("plugin.invalid"),

  EXPRESSION_SYNTAX("expression.syntax"),
  EXPRESSION_FAILED("expression.failed"),
  EXPRESSION_NOT_TEXT("expression.not-text"),
  TEMPLATE_UNREADABLE("template.unreadable"),

  REFERENCE_UNKNOWN_NAME("reference.unknown-name"),
  REFERENCE_UNKNOWN_KEY("reference.unknown-key"),
  REFERENCE_OUT_OF_RANGE("reference.out-of-range"),
  REFERENCE_NOT_A_CONTAINER("reference.not-a-container");

  private final String id;

  Problem(String id) {
    this.id = id;
  }

  /** The stable dotted id. */
  public String id() {
    return id;
  }
}
