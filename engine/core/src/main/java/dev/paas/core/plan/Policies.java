package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.expression.Evaluator;
import dev.paas.core.expression.Navigation;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.Templates;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.PolicyDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges a plan by the platform's policies. What cannot be told of a change, because it depends on
 * what is known after apply, is judged again before the step that makes it; what cannot be told
 * even then, or of the plan as a whole, is taken for a violation. Safe for several threads.
 */
public final class Policies {
  private final Platform platform;
  private final Evaluation evaluation;
  private final Instant time;
  private final MapValue planned;
  private final Map<Address, Judged> changes = new HashMap<>();
  private final List<MapValue> all = new ArrayList<>();
  private final List<Judged> inOrder = new ArrayList<>();

  /** A change, and how policies see it. */
  private record Judged(Change change, boolean deferred, MapValue view) {}

  /** What came of one policy for one change, or for the plan. */
  private record Judgement(Conditions.Outcome outcome, @Nullable Diagnostic problem) {}

  /**
   * @param evaluation what names stand for
   * @param plan the plan
   * @param time when it is judged
   * @param actor who wants it to be carried out
   */
  public Policies(Evaluation evaluation, Plan plan, Instant time, String actor) {
    this.platform = evaluation.platform();
    this.evaluation = evaluation;
    this.time = time;
    if (!platform.policies().isEmpty()) {
      plan.changes().forEach(change -> add(change, false));
      plan.deferred().forEach(one -> one.changes().forEach(change -> add(change, true)));
    }
    this.planned =
        MapValue.builder()
            .put("platform", plan.platform().name())
            .put("environment", plan.platform().environment())
            .put("actor", actor)
            .put("time", time.toString())
            .put("destroy", plan.destroy())
            .put("summary", PolicyView.summary(plan))
            .put("changes", Value.list(all))
            .build();
  }

  /** Look-ups change nothing, and are not judged. */
  private void add(Change change, boolean deferred) {
    if (change.action() != Action.READ) {
      MapValue after = change.after();
      MapValue view = PolicyView.of(change, after == null ? null : seen(change, after), deferred);
      Judged judged = new Judged(change, deferred, view);
      all.add(view);
      inOrder.add(judged);
      changes.put(change.address(), judged);
    }
  }

  /** What is not kept is no part of what a policy sees: it would see it in no saved plan. */
  private MapValue seen(Change change, MapValue attributes) {
    ResourceDeclaration declaration = platform.resource(change.address());
    return declaration == null
        ? attributes
        : StoredForm.withoutWriteOnly(declaration.type().attributes(), attributes);
  }

  /** What each policy says, in the order of the file. */
  public List<PolicyOutcome> outcomes() {
    List<PolicyOutcome> outcomes = new ArrayList<>();
    for (PolicyDeclaration policy : platform.policies().values()) {
      outcomes.add(policy.ofChanges() ? ofChanges(policy) : ofPlan(policy));
    }
    return outcomes;
  }

  private PolicyOutcome ofPlan(PolicyDeclaration policy) {
    Judgement judgement = judge(policy, null, null);
    Diagnostic problem =
        judgement.outcome() == Conditions.Outcome.UNKNOWN
            ? undecidable(policy, null)
            : judgement.problem();
    return new PolicyOutcome(
        policy.name(),
        policy.warns(),
        problem == null ? List.of() : List.of(violation(policy, null, problem)),
        List.of());
  }

  private PolicyOutcome ofChanges(PolicyDeclaration policy) {
    List<PolicyOutcome.Violation> violations = new ArrayList<>();
    List<Address> open = new ArrayList<>();
    for (Judged judged : inOrder) {
      Change change = judged.change();
      if (policy.isAbout(change.type(), PolicyView.lower(change.action()))) {
        Judgement judgement = judge(policy, judged.view(), change.address());
        Diagnostic problem = judgement.problem();
        if (problem != null) {
          violations.add(violation(policy, change.address(), problem));
        } else if (judgement.outcome() == Conditions.Outcome.UNKNOWN) {
          open.add(change.address());
        }
      }
    }
    return new PolicyOutcome(policy.name(), policy.warns(), violations, open);
  }

  /**
   * Judges a change again, now that its attributes are known.
   *
   * @param names the policies that could not tell before
   * @param after the attributes that it shall have
   * @return what violates a policy that warns
   * @throws DiagnosticException with what violates a policy that denies
   */
  public List<Diagnostic> judgeAgain(Address address, List<String> names, MapValue after) {
    Judged judged = changes.get(address);
    if (judged == null) {
      return List.of();
    }
    Change change = judged.change();
    MapValue view = PolicyView.of(change, seen(change, after), judged.deferred());
    List<Diagnostic> warnings = new ArrayList<>();
    List<Diagnostic> denials = new ArrayList<>();
    for (String name : names) {
      PolicyDeclaration policy = platform.policies().get(name);
      if (policy != null) {
        Judgement judgement = judge(policy, view, address);
        Diagnostic problem =
            judgement.outcome() == Conditions.Outcome.UNKNOWN
                ? undecidable(policy, address)
                : judgement.problem();
        if (problem != null) {
          (policy.warns() ? warnings : denials).add(problem);
        }
      }
    }
    if (!denials.isEmpty()) {
      throw new DiagnosticException(denials);
    }
    return warnings;
  }

  private static PolicyOutcome.Violation violation(
      PolicyDeclaration policy, @Nullable Address address, Diagnostic problem) {
    Span span = problem.span() == null ? policy.condition().span() : problem.span();
    return new PolicyOutcome.Violation(address, span.toString(), problem);
  }

  private Judgement judge(
      PolicyDeclaration policy, @Nullable MapValue change, @Nullable Address address) {
    PolicyScope scope = new PolicyScope(change);
    Conditions conditions =
        new Conditions(expression -> Evaluator.evaluate(expression, scope), this::isTold);
    try {
      Conditions.Outcome outcome = conditions.outcome(policy.condition(), null, "assert");
      if (outcome != Conditions.Outcome.FAILS) {
        return new Judgement(outcome, null);
      }
      Diagnostic.Builder problem =
          conditions.failure(
              problem(
                  policy,
                  (policy.warns() ? " warns of " : " denies ")
                      + subject(address)
                      + conditions.said(policy.message(), null)),
              policy.condition(),
              null);
      return new Judgement(outcome, placed(problem, address));
    } catch (DiagnosticException invalid) {
      Diagnostic why = invalid.diagnostics().get(0);
      Diagnostic.Builder problem =
          problem(policy, " cannot be applied to " + subject(address) + ": " + why.summary())
              .detail(why.detail())
              .hint(why.hint() != null ? why.hint() : "An entry that may be missing is X.?name.")
              .at(why.span() != null ? why.span() : policy.condition().span());
      return new Judgement(Conditions.Outcome.FAILS, placed(problem, address));
    }
  }

  private Diagnostic undecidable(PolicyDeclaration policy, @Nullable Address address) {
    Diagnostic.Builder problem =
        problem(policy, " cannot tell whether it allows " + subject(address))
            .detail(
                address == null
                    ? "It depends on what is known after apply."
                    : "It depends on what is known only when that is made.")
            .hint(
                address == null
                    ? "Write it over change instead of plan: it is told before each change then."
                    : "Let it depend on what the file says.")
            .at(policy.condition().span());
    return placed(problem, address);
  }

  private static Diagnostic.Builder problem(PolicyDeclaration policy, String what) {
    String summary = "the policy " + policy.name() + what;
    return policy.warns()
        ? Diagnostic.warning(Problem.POLICY_WARNED, summary)
        : Diagnostic.error(Problem.POLICY_DENIED, summary);
  }

  private static String subject(@Nullable Address address) {
    return address == null ? "this plan" : address.toString();
  }

  private Diagnostic placed(Diagnostic.Builder problem, @Nullable Address address) {
    ResourceDeclaration declaration = address == null ? null : platform.resource(address);
    if (declaration != null) {
      problem.related(declaration.key().span(), "declared here");
    }
    return problem.build();
  }

  /** The plan and whole changes are too long to be told as values. */
  private boolean isTold(Reference reference, Value value) {
    boolean own =
        reference.root().equals(PolicyDeclaration.PLAN)
            || reference.root().equals(PolicyDeclaration.CHANGE);
    return !own || Value.textOf(value) != null || !isContainer(value);
  }

  private static boolean isContainer(Value value) {
    return switch (value.unwrapped().kind()) {
      case ARRAY, OBJECT -> true;
      case NULL, BOOLEAN, INTEGER, NUMBER, STRING, UNKNOWN -> false;
    };
  }

  /** What the expressions of a policy see. */
  private final class PolicyScope implements Scope {
    private final Scope outside = evaluation.scope();
    private final @Nullable MapValue change;

    PolicyScope(@Nullable MapValue change) {
      this.change = change;
    }

    @Override
    public Value resolve(Reference reference) {
      MapValue current = change;
      if (reference.root().equals(PolicyDeclaration.CHANGE) && current != null) {
        return Navigation.into(current, reference, 0);
      }
      return reference.root().equals(PolicyDeclaration.PLAN)
          ? Navigation.into(planned, reference, 0)
          : outside.resolve(reference);
    }

    @Override
    public Path directory() {
      return outside.directory();
    }

    @Override
    public Templates templates() {
      return outside.templates();
    }

    @Override
    public Instant time() {
      return time;
    }
  }
}
