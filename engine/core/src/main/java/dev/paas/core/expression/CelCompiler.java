package dev.paas.core.expression;

import dev.paas.core.source.ScalarNode;

/** Parses CEL; made only when the first CEL expression is met. */
public interface CelCompiler {

  /**
   * Parses an expression.
   *
   * @param text the expression
   * @param node the scalar that it stands in
   * @param from where it begins in the scalar's text
   * @throws dev.paas.core.diagnostic.DiagnosticException for each syntax error, with its place
   */
  CelProgram compile(String text, ScalarNode node, int from);
}
