package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.ScalarNode;
import java.util.function.Consumer;

/** An expression in CEL, the Common Expression Language. */
public final class CelExpression implements Expression {
  private final String text;
  private final ScalarNode node;
  private final int from;
  private final CelProgram program;

  CelExpression(String text, ScalarNode node, int from, CelProgram program) {
    this.text = text;
    this.node = node;
    this.from = from;
    this.program = program;
  }

  /** What stands between <code>${</code> and <code>}</code>. */
  public String text() {
    return text;
  }

  public CelProgram program() {
    return program;
  }

  @Override
  public Span span() {
    return node.span(from, from + text.length());
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    program.references().forEach(sink);
  }
}
