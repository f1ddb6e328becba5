package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import java.util.function.Consumer;

/**
 * An element of a list or entry of a map that is there on a condition; without it the others are as
 * if it had not been written.
 *
 * @param condition the condition
 * @param value what it is
 */
public record ConditionalExpression(Expression condition, Expression value) implements Expression {

  @Override
  public Span span() {
    return value.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    condition.forEachReference(sink);
    value.forEachReference(sink);
  }
}
