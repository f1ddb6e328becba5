package dev.paas.core.evaluation;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.expression.CelExpression;
import dev.paas.core.expression.Evaluator;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.Sizes;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import java.util.OptionalLong;

/** How many instances there can be at most, where it is not known how many there are. */
final class Bounds {
  private final Evaluation evaluation;

  Bounds(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * In an instance of a module, the largest number that a {@code count} can be, or of elements that
   * a {@code forEach} can have; empty when it cannot be told.
   */
  OptionalLong most(Expression expression, ModuleInstance module) {
    return most(expression, module, evaluation.scope(module, null));
  }

  private OptionalLong most(Expression expression, ModuleInstance module, Scope scope) {
    try {
      if (expression instanceof Reference reference && reference.steps().size() == 1) {
        return named(reference, module, scope);
      }
      return expression instanceof CelExpression cel
          ? cel.program().most(scope)
          : Sizes.of(Evaluator.evaluate(expression, scope));
    } catch (DiagnosticException onlyOneWay) {
      // A branch that fails is an error when it is taken, and not before.
      return OptionalLong.empty();
    }
  }

  /** What a local, or a variable of a module, stands for is looked at itself. */
  private OptionalLong named(Reference reference, ModuleInstance module, Scope scope) {
    LocalDeclaration local =
        reference.root().equals("locals")
            ? module.declaration().locals().get(reference.name(0))
            : null;
    if (local != null) {
      return most(local.value(), module, evaluation.scope(module, null));
    }
    ModuleCall call = module.declaration().call();
    ModuleInstance caller = module.parent();
    Expression input =
        call != null && reference.root().equals("vars")
            ? call.inputs().get(reference.name(0))
            : null;
    return input == null || caller == null
        ? Sizes.of(scope.resolve(reference))
        : most(input, caller, evaluation.scope(caller, module));
  }
}
