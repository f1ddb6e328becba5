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
  SCHEMA_DEPRECATED("schema.deprecated"),

  PLUGIN_INVALID("plugin.invalid"),
  LOCK_FILE("lock.file"),
  LOCK_DIFFERS("lock.differs"),
  LOCK_MISSING("lock.missing"),

  EXPRESSION_SYNTAX("expression.syntax"),
  EXPRESSION_TYPE("expression.type"),
  EXPRESSION_FAILED("expression.failed"),
  EXPRESSION_NOT_TEXT("expression.not-text"),
  TEMPLATE_UNREADABLE("template.unreadable"),

  REFERENCE_UNKNOWN_NAME("reference.unknown-name"),
  REFERENCE_UNKNOWN_ATTRIBUTE("reference.unknown-attribute"),
  REFERENCE_UNKNOWN_KEY("reference.unknown-key"),
  REFERENCE_OUT_OF_RANGE("reference.out-of-range"),
  REFERENCE_NOT_A_CONTAINER("reference.not-a-container"),
  REFERENCE_NOT_LITERAL("reference.not-literal"),
  REFERENCE_NO_INSTANCE("reference.no-instance"),
  REFERENCE_CYCLE("reference.cycle"),

  FILE_NOT_A_PLATFORM("file.not-a-platform"),
  INCLUDE_KEY("include.key"),
  INCLUDE_REPEATED("include.repeated"),
  INCLUDE_NO_MATCH("include.no-match"),
  OVERLAY_WITHOUT_EFFECT("overlay.without-effect"),
  ENVIRONMENT_WITHOUT_OVERLAY("environment.without-overlay"),
  EXPRESSION_NOT_ALLOWED("expression.not-allowed"),

  PROVIDER_UNKNOWN("provider.unknown"),
  PROVIDER_UNKNOWN_TYPE("provider.unknown-type"),
  PROVIDER_LACKS_TYPE("provider.lacks-type"),
  PROVIDER_AMBIGUOUS("provider.ambiguous"),
  PROVIDER_UNSUPPORTED("provider.unsupported"),
  PROVIDER_UNKNOWN_SETTINGS("provider.unknown-settings"),
  PROVIDER_REFUSED("provider.refused"),
  PROVIDER_FAILED("provider.failed"),
  PROVIDER_CONTRACT("provider.contract"),
  PROVIDER_OLDER("provider.older"),

  INSTANCES_INVALID("instances.invalid"),
  INSTANCES_UNKNOWN("instances.unknown"),

  MODULE_NOT_FOUND("module.not-found"),
  MODULE_SOURCE("module.source"),
  MODULE_NOT_FETCHED("module.not-fetched"),
  MODULE_FETCH("module.fetch"),
  MODULE_IN_ITSELF("module.in-itself"),
  MODULE_KEY("module.key"),
  INPUT_MISSING("module.input-missing"),
  INPUT_UNKNOWN("module.input-unknown"),

  VARIABLE_UNSET("variable.unset"),
  VARIABLE_UNKNOWN("variable.unknown"),
  VARIABLE_INVALID("variable.invalid"),
  VARIABLE_DEPRECATED("variable.deprecated"),
  VARIABLE_UNUSED("variable.unused"),
  LOCAL_UNUSED("local.unused"),

  SECRET_UNAVAILABLE("secret.unavailable"),
  USAGE("usage"),
  FIELD_UNKNOWN("field.unknown"),
  FORMAT_REFUSED("format.refused"),
  PLAN_FILE("plan.file"),
  PLAN_SIGNATURE("plan.signature"),
  PLAN_OUTDATED("plan.outdated"),
  PLAN_ORDER("plan.order"),
  PLAN_NOT_APPROVED("plan.not-approved"),
  GIT_NOT_CLEAN("git.not-clean"),
  RESOURCE_PROTECTED("resource.protected"),
  VALUE_TAKEN("value.taken"),
  ADDRESS_UNKNOWN("address.unknown"),

  MOVED_INVALID("moved.invalid"),
  MOVED_OCCUPIED("moved.occupied"),
  MOVED_OTHER_TYPE("moved.other-type"),
  REMOVED_INVALID("removed.invalid"),
  IMPORT_INVALID("import.invalid"),
  IMPORT_NOT_FOUND("import.not-found"),
  IMPORT_REPLACES("import.replaces"),

  OUTPUT_SENSITIVE("output.sensitive"),
  CHECK_FAILED("check.failed"),
  POLICY_DENIED("policy.denied"),
  POLICY_WARNED("policy.warned"),
  RESOURCE_NOT_READY("resource.not-ready"),
  SHELL_UNAVAILABLE("shell.unavailable"),

  INTERNAL("internal"),

  STATE_KEY("state.key"),
  STATE_IN_CLEAR("state.in-clear"),
  STATE_LOCKED("state.locked"),
  STATE_CONFLICT("state.conflict"),
  STATE_LEASE_LOST("state.lease-lost"),
  STATE_SETTINGS("state.settings"),
  STATE_UNAVAILABLE("state.unavailable"),
  STATE_CORRUPT("state.corrupt"),
  STATE_NEWER_VERSION("state.newer-version"),
  STATE_READ_ONLY("state.read-only"),
  STATE_FULL("state.full"),
  STATE_IO("state.io"),
  HISTORY_UNKNOWN("history.unknown"),
  HISTORY_INCOMPLETE("history.incomplete"),
  STATE_FILE("state.file"),
  STATE_MOVED("state.moved"),
  STATE_NOT_MOVED("state.not-moved"),
  STATE_LEFT_BEHIND("state.left-behind"),
  STATE_DANGLING("state.dangling"),
  STATE_UNSETTLED("state.unsettled"),
  STATE_UNKNOWN_KEY("state.unknown-key"),
  STATE_UNFINISHED("state.unfinished");

  private final String id;

  Problem(String id) {
    this.id = id;
  }

  /** The stable dotted id. */
  public String id() {
    return id;
  }
}
