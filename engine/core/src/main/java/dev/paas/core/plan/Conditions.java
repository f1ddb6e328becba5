package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.CheckDeclaration;
import dev.paas.core.platform.ReadyWhen;
import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells whether conditions hold, and with which values they do not. Safe for several threads. */
public final class Conditions {
  private static final int MOST_VALUES = 5;
  private static final int LONGEST_VALUE = 80;

  private final Values values;
  private final BiPredicate<Reference, Value> told;

  /** What expressions stand for. */
  private interface Values {
    Value of(Expression expression, @Nullable Instance instance);
  }

  public Conditions(Evaluation evaluation) {
    this.values =
        (expression, instance) ->
            instance == null
                ? evaluation.evaluate(expression)
                : evaluation.evaluate(expression, instance);
    this.told = (reference, value) -> true;
  }

  /**
   * Of conditions that belong to no instance.
   *
   * @param values evaluates expressions
   * @param told which values are told when a condition fails
   */
  Conditions(Function<Expression, Value> values, BiPredicate<Reference, Value> told) {
    this.values = (expression, none) -> values.apply(expression);
    this.told = told;
  }

  /** Whether a condition holds. */
  public enum Outcome {
    HOLDS,
    FAILS,
    /** It is known after apply. */
    UNKNOWN
  }

  /**
   * What came of the checks of a resource.
   *
   * @param failures those that do not hold
   * @param unknown whether some cannot be told yet
   */
  public record Checked(List<Diagnostic> failures, boolean unknown) {
    public Checked {
      failures = List.copyOf(failures);
    }
  }

  /** Whether the checks of a resource hold that must hold at a moment. */
  public Checked check(Instance instance, CheckDeclaration.Moment moment) {
    List<Diagnostic> failures = new ArrayList<>();
    boolean unknown = false;
    for (CheckDeclaration check : instance.declaration().lifecycle().checks()) {
      if (check.moment() == moment) {
        try {
          switch (outcome(check.condition(), instance, "assert")) {
            case HOLDS -> {}
            case UNKNOWN -> unknown = true;
            case FAILS -> failures.add(failure(check, instance));
          }
        } catch (DiagnosticException invalid) {
          failures.addAll(invalid.diagnostics());
        }
      }
    }
    return new Checked(failures, unknown);
  }

  private Diagnostic failure(CheckDeclaration check, Instance instance) {
    return failure(
            Diagnostic.error(
                Problem.CHECK_FAILED,
                "a check of " + instance.address() + " failed" + said(check.message(), instance)),
            check.condition(),
            instance)
        .build();
  }

  /** A failed condition, with the values that it was made from. */
  Diagnostic.Builder failure(
      Diagnostic.Builder problem, Expression condition, @Nullable Instance instance) {
    String values = values(condition, instance);
    return problem.detail(values.isEmpty() ? null : values).at(condition.span());
  }

  /** What the user wants to be said, after a colon; empty for nothing. */
  String said(@Nullable Expression message, @Nullable Instance instance) {
    if (message == null) {
      return "";
    }
    try {
      Value value = evaluate(message, instance);
      String text = Value.textOf(value);
      if (value.hasSensitive() || text == null) {
        return ": " + shown(value);
      }
      return ": " + (text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    } catch (DiagnosticException unsayable) {
      return "";
    }
  }

  /** Whether a resource is ready; that a condition cannot be evaluated yet means that it is not. */
  public Outcome ready(ReadyWhen ready, Instance instance) {
    try {
      return outcome(ready.condition(), instance, "readyWhen");
    } catch (DiagnosticException notYet) {
      return Outcome.FAILS;
    }
  }

  /** Why a resource is not ready: the values, or what keeps the condition from being evaluated. */
  public String unready(ReadyWhen ready, Instance instance) {
    try {
      evaluate(ready.condition(), instance);
    } catch (DiagnosticException problem) {
      return "The condition cannot be evaluated: " + problem.diagnostics().get(0).summary() + ".";
    }
    return values(ready.condition(), instance);
  }

  /**
   * Whether a condition holds.
   *
   * @param what it is called
   * @throws DiagnosticException when it cannot be evaluated, or is neither true nor false
   */
  Outcome outcome(Expression condition, @Nullable Instance instance, String what) {
    Value value = evaluate(condition, instance).unwrapped();
    if (value.isUnknown()) {
      return Outcome.UNKNOWN;
    }
    if (value instanceof BooleanValue truth) {
      return truth.value() ? Outcome.HOLDS : Outcome.FAILS;
    }
    throw Diagnostic.error(
            Problem.SCHEMA_WRONG_TYPE,
            what + " must be true or false, not " + KindNames.of(value.kind()))
        .at(condition.span())
        .toException();
  }

  private Value evaluate(Expression expression, @Nullable Instance instance) {
    return values.of(expression, instance);
  }

  /** The values of what a condition refers to, as a sentence; empty for none. */
  private String values(Expression condition, @Nullable Instance instance) {
    Map<String, Reference> references = new LinkedHashMap<>();
    condition.forEachReference(
        reference -> references.putIfAbsent(reference.toString(), reference));
    List<String> shown = new ArrayList<>();
    for (Map.Entry<String, Reference> reference : references.entrySet()) {
      if (shown.size() < MOST_VALUES) {
        try {
          Value value = evaluate(reference.getValue(), instance);
          if (told.test(reference.getValue(), value)) {
            shown.add("`" + reference.getKey() + "` is " + shown(value));
          }
        } catch (DiagnosticException notThere) {
          shown.add("`" + reference.getKey() + "` is not there");
        }
      }
    }
    return shown.isEmpty() ? "" : String.join(", ", shown) + ".";
  }

  private static String shown(Value value) {
    if (value.hasSensitive()) {
      return "(sensitive)";
    }
    if (value.isUnknown()) {
      return "(known after apply)";
    }
    String text = value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
