package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import java.util.function.Consumer;

/** Something that can be evaluated to a value. */
public sealed interface Expression
    permits Literal,
        Reference,
        CelExpression,
        TextExpression,
        ListExpression,
        MapExpression,
        TemplateExpression,
        LoopExpression,
        ChoiceExpression,
        ConditionalExpression {

  /** Where it stands. */
  Span span();

  /** Gives every reference in it to {@code sink}, in the order of the text. */
  void forEachReference(Consumer<Reference> sink);

  /** Whether it is a value that stands there as it is. */
  default boolean isLiteral() {
    return this instanceof Literal;
  }
}
