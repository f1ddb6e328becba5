package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a template that is there for each element of a list or map.
 *
 * @param key the name of its index or key; {@code null} when it has none
 * @param value the name of the element or value
 * @param collection what it goes over
 * @param body what is there for each
 */
public record LoopExpression(
    @Nullable String key, String value, Expression collection, Expression body)
    implements Expression {

  @Override
  public Span span() {
    return collection.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    collection.forEachReference(sink);
    body.forEachReference(sink);
  }
}
