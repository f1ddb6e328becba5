package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.platform.PlatformCheck;
import java.util.ArrayList;
import java.util.List;

/** Tells whether the checks of the whole platform hold. */
public final class PlatformChecks {
  private PlatformChecks() {}

  /** All of them, in the order of the file. */
  public static List<CheckOutcome> of(Evaluation evaluation) {
    Conditions conditions = new Conditions(evaluation);
    List<CheckOutcome> outcomes = new ArrayList<>();
    for (PlatformCheck check : evaluation.platform().checks().values()) {
      outcomes.add(outcome(check, conditions));
    }
    return outcomes;
  }

  private static CheckOutcome outcome(PlatformCheck check, Conditions conditions) {
    try {
      Conditions.Outcome outcome = conditions.outcome(check.condition(), null, "assert");
      return new CheckOutcome(
          check.name(),
          outcome,
          check.warns(),
          outcome == Conditions.Outcome.FAILS ? failure(check, conditions) : null);
    } catch (DiagnosticException invalid) {
      return new CheckOutcome(
          check.name(), Conditions.Outcome.FAILS, check.warns(), invalid.diagnostics().get(0));
    }
  }

  private static Diagnostic failure(PlatformCheck check, Conditions conditions) {
    String summary =
        "the check " + check.name() + " failed" + conditions.said(check.message(), null);
    return conditions
        .failure(
            check.warns()
                ? Diagnostic.warning(Problem.CHECK_FAILED, summary)
                : Diagnostic.error(Problem.CHECK_FAILED, summary),
            check.condition(),
            null)
        .build();
  }
}
