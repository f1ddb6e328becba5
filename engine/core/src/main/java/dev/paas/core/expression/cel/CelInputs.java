package dev.paas.core.expression.cel;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of an expression's variables. What is unknown in them is named to CEL as a pattern,
 * never put into a value: operators and functions would take it for one.
 *
 * @param variables the values
 * @param failures why variables have no value
 * @param plain with what is unknown as such
 * @param traced with everything sensitive as if it were unknown, when anything is sensitive
 * @param sensitive the patterns of what is sensitive
 */
record CelInputs(
    Map<String, Value> variables,
    Map<String, DiagnosticException> failures,
    PartialVars plain,
    Optional<PartialVars> traced,
    List<CelAttributePattern> sensitive) {

  /**
   * @param failures variables that have no value, and why: it matters only when one is used
   */
  static CelInputs of(Map<String, Value> variables, Map<String, DiagnosticException> failures) {
    Map<String, Object> values = new HashMap<>();
    List<CelAttributePattern> unknown = new ArrayList<>();
    List<CelAttributePattern> sensitive = new ArrayList<>();
    variables.forEach(
        (name, value) -> {
          Object bare = value.isUnknown() ? NullValue.NULL_VALUE : CelValues.toCel(value);
          values.put(name, bare);
          collect(value, CelAttributePattern.create(name), unknown, sensitive);
        });
    List<CelAttributePattern> both = new ArrayList<>(unknown);
    both.addAll(sensitive);
    Optional<PartialVars> traced =
        sensitive.isEmpty() ? Optional.empty() : Optional.of(vars(values, failures, both));
    return new CelInputs(
        Map.copyOf(variables), failures, vars(values, failures, unknown), traced, sensitive);
  }

  private static PartialVars vars(
      Map<String, Object> values,
      Map<String, DiagnosticException> failures,
      List<CelAttributePattern> patterns) {
    return PartialVars.of(
        name -> {
          DiagnosticException failure = failures.get(name);
          if (failure != null) {
            throw failure;
          }
          return Optional.ofNullable(values.get(name));
        },
        patterns);
  }

  /**
   * The value of a variable.
   *
   * @throws DiagnosticException when it has none
   */
  Value variable(String name) {
    DiagnosticException failure = failures.get(name);
    if (failure != null) {
      throw failure;
    }
    Value value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("there is no variable " + name);
    }
    return value;
  }

  private static void collect(
      Value value,
      CelAttributePattern at,
      List<CelAttributePattern> unknown,
      List<CelAttributePattern> sensitive) {
    if (value instanceof SensitiveValue secret) {
      sensitive.add(at);
      collect(secret.secret(), at, unknown, sensitive);
    } else if (value.isUnknown()) {
      unknown.add(at);
    } else if (value instanceof ListValue list) {
      for (int i = 0; i < list.values().size(); i++) {
        collect(list.values().get(i), at.qualify(Qualifier.ofInt(i)), unknown, sensitive);
      }
    } else if (value instanceof MapValue map) {
      map.entries()
          .forEach(
              (key, entry) ->
                  collect(entry, at.qualify(Qualifier.ofString(key)), unknown, sensitive));
    }
  }

  /** Whether something unknown is so because something sensitive was taken for unknown. */
  boolean isSensitive(CelUnknownSet unknown) {
    for (CelAttribute attribute : unknown.attributes()) {
      for (CelAttributePattern pattern : sensitive) {
        if (pattern.isMatch(attribute) || pattern.isPartialMatch(attribute)) {
          return true;
        }
      }
    }
    return unknown.attributes().isEmpty();
  }
}
