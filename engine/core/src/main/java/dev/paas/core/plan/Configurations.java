package dev.paas.core.plan;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;

/** What the file says of an instance, evaluated. */
final class Configurations {
  private Configurations() {}

  /**
   * The configuration of an instance, with paths as seen from the platform's folder; what is not
   * known yet is unknown in it.
   *
   * @throws DiagnosticException when it cannot be evaluated, or is not valid
   */
  static MapValue of(Instance instance, Evaluation evaluation) {
    ResourceDeclaration declaration = instance.declaration();
    Value value = evaluation.evaluate(declaration.body(), instance);
    MapValue configuration = ModulePaths.fromPlatform(declaration, (MapValue) value.unwrapped());
    if (!declaration.body().isLiteral()) {
      Diagnostics problems = new Diagnostics();
      declaration
          .type()
          .resolvedValidator()
          .check(
              configuration,
              declaration.node(),
              instance.address().toString(),
              declaration.key(),
              problems);
      problems.throwIfErrors();
    }
    return configuration;
  }
}
