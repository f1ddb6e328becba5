package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.source.Node;
import dev.paas.spi.value.Value;

/** Checks what a module call sets a variable to against the variable's schema. */
public final class InputCheck {
  private InputCheck() {}

  /**
   * Checks an evaluated input; what is not known yet agrees with everything.
   *
   * @param input the expression that it came from
   * @param diagnostics gets errors at the caller's line
   */
  public static void check(
      VariableDeclaration variable, Value value, Expression input, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    variable.validator().check(value, null, subject(variable), input.span(), found);
    // A sensitive value's message would quote it, whether the variable is sensitive or not.
    report(
        variable, variable.sensitive() || value.hasSensitive(), input.span(), found, diagnostics);
  }

  /** Checks an input as it is written: expressions in it agree with everything. */
  static void check(
      VariableDeclaration variable, Node written, Span span, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    variable.validator().check(written, subject(variable), span, found);
    report(variable, variable.sensitive(), span, found, diagnostics);
  }

  private static String subject(VariableDeclaration variable) {
    return "the input " + variable.name();
  }

  private static void report(
      VariableDeclaration variable,
      boolean sensitive,
      Span span,
      Diagnostics found,
      Diagnostics diagnostics) {
    for (Diagnostic each : found.sorted()) {
      diagnostics.add(
          sensitive
              ? hidden(variable, span)
              : each.withRelated(variable.key().span(), "declared here"));
    }
  }

  private static Diagnostic hidden(VariableDeclaration variable, Span span) {
    return Diagnostic.error(
            Problem.VARIABLE_INVALID, subject(variable) + " has a value that it cannot have")
        .detail("It is sensitive and not shown. Its schema is in the declaration.")
        .at(span)
        .related(variable.key().span(), "declared here")
        .build();
  }
}
