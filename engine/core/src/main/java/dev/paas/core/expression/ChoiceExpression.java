package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import java.util.function.Consumer;

/**
 * A part of a template that is there on a condition.
 *
 * @param condition the condition
 * @param yes what is there when it is true
 * @param no what is there otherwise
 */
public record ChoiceExpression(Expression condition, Expression yes, Expression no)
    implements Expression {

  @Override
  public Span span() {
    return condition.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    condition.forEachReference(sink);
    yes.forEachReference(sink);
    no.forEachReference(sink);
  }
}
