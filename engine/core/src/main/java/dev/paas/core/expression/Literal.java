package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.Node;
import dev.paas.spi.value.Value;
import java.util.function.Consumer;

/**
 * A value that stands in the document as it is.
 *
 * @param value the value
 * @param node where
 */
public record Literal(Value value, Node node) implements Expression {

  @Override
  public Span span() {
    return node.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {}
}
