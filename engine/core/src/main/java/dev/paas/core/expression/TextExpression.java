package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.ScalarNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A text with expressions in it.
 *
 * @param parts what it is put together from, in order
 * @param node the scalar
 */
public record TextExpression(List<Expression> parts, ScalarNode node) implements Expression {

  public TextExpression {
    parts = List.copyOf(parts);
  }

  @Override
  public Span span() {
    return node.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    for (Expression part : parts) {
      part.forEachReference(sink);
    }
  }
}
