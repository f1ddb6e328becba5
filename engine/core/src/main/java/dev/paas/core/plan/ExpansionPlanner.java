package dev.paas.core.plan;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Marks;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.List;

/** Finds out which instances there are; where that is not known yet, they are deferred. */
final class ExpansionPlanner {
  private final Evaluation evaluation;
  private final Expander expander;
  private final PlanOptions options;
  private final Selection selection;
  private final DependencyCollector dependencies;
  private final Deferrals deferrals;
  private final Marks marks;
  private final Failures failures;
  private final Diagnostics diagnostics;

  /**
   * @param failures gets what cannot be told because it is wrong
   * @param diagnostics gets what is wrong with it
   */
  ExpansionPlanner(
      Evaluation evaluation,
      PlanOptions options,
      Selection selection,
      DependencyCollector dependencies,
      Deferrals deferrals,
      Marks marks,
      Failures failures,
      Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.expander = new Expander(evaluation);
    this.options = options;
    this.selection = selection;
    this.dependencies = dependencies;
    this.deferrals = deferrals;
    this.marks = marks;
    this.failures = failures;
    this.diagnostics = diagnostics;
  }

  /** Sets the instances of a declaration, or defers it. */
  void expand(ResourceDeclaration declaration) {
    if (!failures.isEmpty()
        && (failures.hasModule(declaration.module().path())
            || failures.hasAny(dependencies.ofInstances(declaration)))) {
      failures.add(declaration.address());
      evaluation.defer(declaration);
      return;
    }
    try {
      evaluation.expand(declaration, expander.instances(declaration));
    } catch (NotYetKnownException unknown) {
      if (!options.applies()) {
        evaluation.expand(declaration, List.of());
        return;
      }
      evaluation.defer(declaration);
      marks.markInstances(declaration);
      if (selection.concerns(declaration)) {
        deferrals.instances(declaration, unknown, expander.most(declaration));
      }
    } catch (DiagnosticException problem) {
      if (!options.applies()) {
        evaluation.expand(declaration, List.of());
        return;
      }
      diagnostics.addAll(problem.diagnostics());
      failures.add(declaration.address());
      evaluation.defer(declaration);
    }
  }

  private boolean concerns(ModuleCall call) {
    return selection.isEverything()
        || evaluation.platform().resources().stream()
            .filter(resource -> call.address().covers(resource.declared()))
            .anyMatch(selection::concerns);
  }

  /** Sets the instances of a module call, or defers all that is in it. */
  void expand(ModuleCall call) {
    if (!failures.isEmpty()
        && (failures.hasModule(call.caller().path()) || failures.hasAny(dependencies.of(call)))) {
      failures.add(call.address().toString());
      evaluation.defer(call);
      return;
    }
    try {
      evaluation.expand(call, expander.instances(call));
      marks.clear(call);
    } catch (NotYetKnownException unknown) {
      if (!options.applies()) {
        evaluation.expand(call, List.of());
        return;
      }
      evaluation.defer(call);
      marks.mark(call);
      if (concerns(call)) {
        deferrals.instances(call, unknown);
      }
    } catch (DiagnosticException problem) {
      if (!options.applies()) {
        evaluation.expand(call, List.of());
        return;
      }
      diagnostics.addAll(problem.diagnostics());
      failures.add(call.address().toString());
      evaluation.defer(call);
    }
  }
}
