package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Reference;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code dependsOn}: a list of addresses. */
final class DependsOn {
  private DependsOn() {}

  static List<Reference> read(
      @Nullable Node node, ExpressionParser parser, Diagnostics diagnostics) {
    List<Reference> references = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.items()) {
        if (item instanceof ScalarNode scalar) {
          Expression parsed = parser.parseExpression(scalar, new Diagnostics());
          if (parsed instanceof Reference reference && !reference.steps().isEmpty()) {
            references.add(reference);
          } else {
            diagnostics.add(
                Diagnostic.error(Problem.REFERENCE_NOT_LITERAL, "this is not an address")
                    .detail("An address is a section and a name, such as services.db.")
                    .hint(scalar.text().startsWith("${") ? "Write it without ${ and }." : null)
                    .at(scalar.span()));
          }
        }
      }
    }
    return references;
  }
}
