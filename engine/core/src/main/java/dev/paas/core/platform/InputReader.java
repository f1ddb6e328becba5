package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a module call sets the variables of the module to. */
final class InputReader {
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  /**
   * @param diagnostics gets what is wrong, at the caller's lines
   */
  InputReader(ExpressionParser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads {@code inputs:}, and checks as much of it as is written out.
   *
   * @param call where the call's name stands
   * @param node the section; {@code null} when it is left out
   * @param variables the module's variables
   * @param names their names, also of those whose declaration had errors
   */
  Map<String, Expression> read(
      ScalarNode call,
      @Nullable Node node,
      Map<String, VariableDeclaration> variables,
      Set<String> names) {
    Map<String, Expression> inputs = new LinkedHashMap<>();
    if (node instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        VariableDeclaration variable = variables.get(entry.name());
        if (variable != null) {
          inputs.put(entry.name(), input(entry, variable));
        } else if (!names.contains(entry.name())) {
          diagnostics.add(
              Diagnostic.error(
                      Problem.INPUT_UNKNOWN,
                      "the module " + call.text() + " has no variable \"" + entry.name() + "\"")
                  .hint(
                      names.isEmpty()
                          ? "It has no variables: remove inputs."
                          : DidYouMean.hint(entry.name(), names))
                  .at(entry.key().span()));
        }
      }
    }
    for (VariableDeclaration variable : variables.values()) {
      if (variable.defaultValue() == null && !inputs.containsKey(variable.name())) {
        missing(call, variable);
      }
    }
    return inputs;
  }

  private Expression input(MappingNode.Entry entry, VariableDeclaration variable) {
    boolean takesDefault = NodeMerge.isNull(entry.value()) && variable.defaultValue() != null;
    if (!takesDefault) {
      InputCheck.check(variable, entry.value(), entry.key().span(), diagnostics);
    }
    String advice = variable.schema().deprecation();
    if (advice != null) {
      diagnostics.add(
          Diagnostic.warning(
                  Problem.SCHEMA_DEPRECATED, "the input " + variable.name() + " is deprecated")
              .detail("It works still, and a later version of the module will not have it.")
              .hint(advice.isEmpty() ? null : advice)
              .at(entry.key().span())
              .related(variable.key().span(), "declared here"));
    }
    return parser.parse(entry.value(), diagnostics);
  }

  private void missing(ScalarNode call, VariableDeclaration variable) {
    diagnostics.add(
        Diagnostic.error(
                Problem.INPUT_MISSING,
                "the module " + call.text() + " is not given \"" + variable.name() + "\"")
            .detail(variable.description().isEmpty() ? null : variable.description())
            .hint("Add it to inputs.")
            .at(call.span())
            .related(variable.key().span(), "declared here"));
  }
}
