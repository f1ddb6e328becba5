package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.Node;
import java.util.List;
import java.util.function.Consumer;

/**
 * A list with expressions in it.
 *
 * @param items its elements
 * @param node where it stands
 */
public record ListExpression(List<Expression> items, Node node) implements Expression {

  public ListExpression {
    items = List.copyOf(items);
  }

  @Override
  public Span span() {
    return node.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    items.forEach(item -> item.forEachReference(sink));
  }
}
