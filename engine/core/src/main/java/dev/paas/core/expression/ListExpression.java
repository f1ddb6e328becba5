package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.Node;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * The element that has a position in the list's value; {@code null} when that is not told by what
   * is written, for what is written before it may be left out.
   */
  public @Nullable Expression at(int position) {
    if (position >= items.size()) {
      return null;
    }
    for (int i = 0; i <= position; i++) {
      if (items.get(i) instanceof ConditionalExpression) {
        return null;
      }
    }
    return items.get(position);
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
