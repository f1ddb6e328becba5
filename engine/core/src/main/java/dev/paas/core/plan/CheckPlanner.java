package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.platform.CheckDeclaration.Moment;
import dev.paas.core.platform.ReadyWhen;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the checks of resources as far as they can be made while planning: those before whatever
 * happens to the resource, those after only when nothing does.
 */
final class CheckPlanner {
  private final Conditions conditions;
  private final Diagnostics failures = new Diagnostics();
  private final Set<Address> open = new HashSet<>();

  CheckPlanner(Evaluation evaluation) {
    this.conditions = new Conditions(evaluation);
  }

  /** Checks that fail, and what is not ready. */
  Diagnostics failures() {
    return failures;
  }

  /** Unchanged resources whose checks can be made in the apply only, or which are not ready. */
  Set<Address> open() {
    return open;
  }

  /** Makes the checks of a resource that was planned. */
  void check(PlannedInstance planned) {
    Instance instance = planned.instance();
    if (instance == null || isEmpty(instance)) {
      return;
    }
    boolean unknown = check(instance, Moment.BEFORE);
    switch (planned.change().action()) {
      case NONE, ADOPT, IMPORT, RECORD, MOVE -> {
        unknown |= check(instance, Moment.AFTER);
        if (unknown || !isReady(instance)) {
          open.add(instance.address());
        }
      }
      case CREATE, UPDATE, REPLACE, DELETE, FORGET, READ -> {}
    }
  }

  /** Makes the checks of what is taken anew at each run. */
  void checkEphemeral(Instance instance) {
    if (isEmpty(instance)) {
      return;
    }
    boolean unknown = check(instance, Moment.BEFORE);
    unknown |= check(instance, Moment.AFTER);
    if (unknown) {
      failures.add(
          Diagnostic.error(
                  Problem.CHECK_FAILED,
                  "a check of " + instance.address() + " is known only after apply")
              .detail("Its value is taken before anything is done.")
              .hint("Refer to what is known before only.")
              .at(instance.declaration().lifecycle().checks().get(0).condition().span()));
    }
  }

  private static boolean isEmpty(Instance instance) {
    return instance.declaration().lifecycle().checks().isEmpty()
        && instance.declaration().lifecycle().readyWhen() == null;
  }

  private boolean check(Instance instance, Moment moment) {
    Conditions.Checked checked = conditions.check(instance, moment);
    failures.addAll(checked.failures());
    return checked.unknown();
  }

  private boolean isReady(Instance instance) {
    ReadyWhen ready = instance.declaration().lifecycle().readyWhen();
    if (ready == null) {
      return true;
    }
    Conditions.Outcome outcome = conditions.ready(ready, instance);
    if (outcome == Conditions.Outcome.FAILS) {
      String why = conditions.unready(ready, instance);
      failures.add(
          Diagnostic.warning(Problem.RESOURCE_NOT_READY, instance.address() + " is not ready")
              .detail(why.isEmpty() ? null : why)
              .hint("An apply waits for it.")
              .at(ready.condition().span()));
    }
    return outcome == Conditions.Outcome.HOLDS;
  }
}
