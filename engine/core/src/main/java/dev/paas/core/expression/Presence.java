package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.Value;

/**
 * Which entries of a list or map are there. When what tells it is sensitive, the list or map is:
 * its length would tell.
 */
final class Presence {
  private final Scope scope;
  private boolean sensitive;

  Presence(Scope scope) {
    this.scope = scope;
  }

  /**
   * Whether an entry is there.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when that cannot be told
   */
  boolean of(Expression entry) {
    if (!(entry instanceof ConditionalExpression conditional)) {
      return true;
    }
    Expression condition = conditional.condition();
    Value value = Evaluator.evaluate(condition, scope);
    sensitive |= value.hasSensitive();
    Value bare = value.unwrapped();
    if (bare instanceof BooleanValue truth) {
      return truth.value();
    }
    if (bare.isUnknown()) {
      throw Diagnostic.error(Problem.INSTANCES_UNKNOWN, "when is known only after apply")
          .detail("So it cannot be told whether this entry is there.")
          .hint("Use a value that is known before, or give the entry a value that depends on it.")
          .at(condition.span())
          .toException();
    }
    throw Diagnostic.error(Problem.SCHEMA_WRONG_TYPE, "when must be true or false")
        .detail("It tells whether this entry is there.")
        .at(condition.span())
        .toException();
  }

  /** The list or map, sensitive when what decided about its entries is. */
  Value marked(Value whole) {
    return sensitive ? whole.asSensitive() : whole;
  }
}
