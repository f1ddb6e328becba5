package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Policies;
import dev.paas.core.plan.PolicyOutcome;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets pass what no policy denies: of the plan at first, and of what gets known later. */
public final class PolicyGate {
  private final Plan plan;
  private final Policies policies;
  private final Map<Address, List<String>> open = new HashMap<>();
  private final Diagnostics warnings = new Diagnostics();

  /**
   * @param plan the plan, judged
   * @param policies judges what it could not tell
   */
  public PolicyGate(Plan plan, Policies policies) {
    this.plan = plan;
    this.policies = policies;
    for (PolicyOutcome outcome : plan.policies()) {
      for (Address address : outcome.open()) {
        open.computeIfAbsent(address, unused -> new ArrayList<>()).add(outcome.name());
      }
    }
  }

  /**
   * Whether the plan may be carried out.
   *
   * @throws DiagnosticException with what violates a policy that denies it
   */
  void checkPlan() {
    if (plan.isDenied()) {
      throw new DiagnosticException(
          plan.violations().stream().filter(Diagnostic::isError).toList());
    }
  }

  /**
   * Whether a step may be carried out, now that the attributes are known which it makes.
   *
   * @throws DiagnosticException with what violates a policy that denies it
   */
  void check(Address address, MapValue attributes) {
    List<String> undecided = open.get(address);
    if (undecided != null) {
      warnings.addAll(policies.judgeAgain(address, undecided, attributes));
    }
  }

  /** What policies have warned of since the plan was begun. */
  List<Diagnostic> warnings() {
    return warnings.sorted();
  }
}
