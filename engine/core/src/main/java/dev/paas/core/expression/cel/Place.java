package dev.paas.core.expression.cel;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.cel.CelTree.At;
import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a compiled text stands in a document.
 *
 * @param text the expression
 * @param node the scalar
 * @param from where it begins in the scalar's text
 * @param references what its paths refer to, as far as their steps are not computed
 */
record Place(String text, ScalarNode node, int from, List<Reference> references) {

  static Place of(CompiledCel compiled, String text, ScalarNode node, int from) {
    List<Reference> references = new ArrayList<>(compiled.paths().size());
    for (CelTree.Path path : compiled.paths()) {
      references.add(
          new Reference(
              path.root(), fixedSteps(path), node, from + path.at().from(), from + path.at().to()));
    }
    return new Place(text, node, from, List.copyOf(references));
  }

  /** The steps before the first that is computed: what it depends on, whatever that gives. */
  private static List<Object> fixedSteps(CelTree.Path path) {
    List<Object> fixed = new ArrayList<>();
    for (Object step : path.steps()) {
      if (step instanceof CelTree) {
        break;
      }
      fixed.add(step);
    }
    return fixed;
  }

  Span span(At at) {
    return node.span(from + at.from(), from + Math.max(at.to(), at.from() + 1));
  }

  Span whole() {
    return node.span(from, from + text.length());
  }

  Diagnostic.Builder error(Problem problem, String summary, At at) {
    return Diagnostic.error(problem, summary).at(span(at));
  }

  DiagnosticException failed(String summary, String detail, At at) {
    return error(Problem.EXPRESSION_FAILED, summary, at).detail(detail).toException();
  }
}
