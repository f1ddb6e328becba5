package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import java.util.function.Consumer;

/**
 * A file in which expressions are evaluated.
 *
 * @param path the file's path
 * @param variables a map of what it sees
 */
public record TemplateExpression(Expression path, Expression variables) implements Expression {

  @Override
  public Span span() {
    return path.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    path.forEachReference(sink);
    variables.forEachReference(sink);
  }
}
