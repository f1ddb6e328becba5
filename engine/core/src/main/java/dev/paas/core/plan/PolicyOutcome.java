package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a plan.
 *
 * @param name its name
 * @param warns whether it only warns of what violates it
 * @param violations what violates it, in the order of the changes
 * @param open resources of which it cannot be told before their turn comes in the apply
 */
public record PolicyOutcome(
    String name, boolean warns, List<Violation> violations, List<Address> open) {

  /**
   * Something that violates a policy.
   *
   * @param address the resource; {@code null} when it is the plan as a whole
   * @param at where the condition stands, as {@code platform.yaml:3:7}
   * @param problem what to say
   */
  public record Violation(@Nullable Address address, String at, Diagnostic problem) {}

  public PolicyOutcome {
    violations = List.copyOf(violations);
    open = List.copyOf(open);
  }

  /** Whether the plan may not be carried out. */
  public boolean denies() {
    return !warns && !violations.isEmpty();
  }

  /** Whether it holds, as far as that can be told. */
  public Conditions.Outcome outcome() {
    if (!violations.isEmpty()) {
      return Conditions.Outcome.FAILS;
    }
    return open.isEmpty() ? Conditions.Outcome.HOLDS : Conditions.Outcome.UNKNOWN;
  }

  /** All violations, as errors and warnings. */
  static List<Diagnostic> problems(List<PolicyOutcome> outcomes) {
    List<Diagnostic> problems = new ArrayList<>();
    for (PolicyOutcome outcome : outcomes) {
      outcome.violations().forEach(violation -> problems.add(violation.problem()));
    }
    return problems;
  }
}
