package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.state.PlatformState;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plans the outputs: what each was and will be. */
final class OutputPlanner {
  private final Platform platform;
  private final Evaluation evaluation;
  private final PlatformState state;
  private final PlanOptions options;
  private final Diagnostics diagnostics;

  /**
   * @param diagnostics gets what is wrong
   */
  OutputPlanner(
      Evaluation evaluation, PlatformState state, PlanOptions options, Diagnostics diagnostics) {
    this.platform = evaluation.platform();
    this.evaluation = evaluation;
    this.state = state;
    this.options = options;
    this.diagnostics = diagnostics;
  }

  /**
   * All of them, in the order of the file, then those that have left it.
   *
   * @param everything whether the plan is about the whole platform
   * @param anyFailed whether a resource could not be planned: then an output that cannot be
   *     evaluated is no error of its own
   */
  List<OutputChange> plan(boolean everything, boolean anyFailed) {
    List<OutputChange> changes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(platform.outputs().keySet());
    names.addAll(state.outputs().keys());
    for (String name : names) {
      OutputDeclaration output = platform.outputs().get(name);
      MapValue recorded = state.outputs().getMap(name);
      Value before = state.outputs().has(name) ? recorded.getOrNull("value") : null;
      if (options.mode() == PlanOptions.Mode.REFRESH || (!everything && options.applies())) {
        // What the outputs depend on may not be planned: they stay as they are.
        if (before != null) {
          String description = recorded.getString("description", "");
          changes.add(new OutputChange(name, description, before, before));
        }
        continue;
      }
      if (output == null || options.destroy()) {
        if (before == null) {
          continue;
        }
        changes.add(new OutputChange(name, recorded.getString("description", ""), before, null));
        continue;
      }
      try {
        Value after = evaluation.evaluate(output.value());
        changes.add(
            new OutputChange(
                name,
                output.description(),
                before,
                output.sensitive() ? after.asSensitive() : checkedOutput(output, after)));
      } catch (DiagnosticException problem) {
        if (!anyFailed) {
          diagnostics.addAll(problem.diagnostics());
        }
      }
    }
    return changes;
  }

  /** A sensitive value may leave the platform only as an output that says so. */
  private Value checkedOutput(OutputDeclaration output, Value value) {
    if (value.hasSensitive()) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.OUTPUT_SENSITIVE, "the output " + output.name() + " is sensitive")
              .detail("It is made from something sensitive.")
              .hint("Add sensitive: true to it, or leave the sensitive part out.")
              .at(output.value().span()));
    }
    return value;
  }
}
