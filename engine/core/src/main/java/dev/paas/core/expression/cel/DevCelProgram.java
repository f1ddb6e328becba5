package dev.paas.core.expression.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.CelProgram;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.cel.CelValues.View;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled text at one place of a document. */
final class DevCelProgram implements CelProgram {
  private final CompiledCel compiled;
  private final String text;
  private final ScalarNode node;
  private final int from;
  private final List<Reference> references;

  DevCelProgram(CompiledCel compiled, String text, ScalarNode node, int from) {
    this.compiled = compiled;
    this.text = text;
    this.node = node;
    this.from = from;
    List<Reference> found = new ArrayList<>();
    for (ReferenceExtractor.Path path : compiled.paths()) {
      int offset = compiled.positions().getOrDefault(path.rootId(), 0);
      int start = from + text.offsetByCodePoints(0, offset);
      int end = endOfPath(node.text(), start, path);
      found.add(new Reference(path.root(), path.steps(), node, start, end));
    }
    this.references = List.copyOf(found);
  }

  /** Counts along the text past as many names and brackets as the path has. */
  private static int endOfPath(String text, int start, ReferenceExtractor.Path path) {
    int at = endOfName(text, start);
    for (int i = 0; i < path.steps().size() && at < text.length(); i++) {
      if (text.charAt(at) == '.') {
        at = endOfName(text, at + 1);
      } else if (text.charAt(at) == '[') {
        int close = text.indexOf(']', at);
        at = close < 0 ? at : close + 1;
      }
    }
    return at;
  }

  private static int endOfName(String text, int start) {
    int at = start;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return at;
  }

  @Override
  public List<Reference> references() {
    return references;
  }

  @Override
  public Value evaluate(Scope scope) {
    List<Value> values = new ArrayList<>(references.size());
    boolean sensitive = false;
    boolean partlyUnknown = false;
    for (Reference reference : references) {
      Value value = scope.resolve(reference);
      sensitive |= value.hasSensitive();
      partlyUnknown |= !value.isWhollyKnown() && !value.isUnknown();
      values.add(value);
    }
    Value result = evaluate(values, View.REVEALED, partlyUnknown);
    if (!sensitive) {
      return result;
    }
    Value traced = evaluate(values, View.SENSITIVE_UNKNOWN, true);
    return markSensitive(result, traced);
  }

  /**
   * @param mayBePartlyUnknown whether a failure may come from something unknown in a collection;
   *     the result then is unknown
   */
  private Value evaluate(List<Value> values, View view, boolean mayBePartlyUnknown) {
    try {
      return CelValues.fromCel(run(values, view));
    } catch (CelEvaluationException | RuntimeException failed) {
      if (mayBePartlyUnknown) {
        Value coarse = coarse(values, view);
        if (coarse != null) {
          return coarse;
        }
      }
      throw failure(failed);
    }
  }

  private @Nullable Value coarse(List<Value> values, View view) {
    List<Value> blurred = new ArrayList<>(values.size());
    for (Value value : values) {
      boolean traced = view == View.SENSITIVE_UNKNOWN && value.hasSensitive();
      blurred.add(traced ? Value.unknown() : value);
    }
    try {
      Value result = CelValues.fromCel(run(blurred, View.PARTLY_UNKNOWN_AS_UNKNOWN));
      return result.isWhollyKnown() ? null : result;
    } catch (CelEvaluationException | RuntimeException failsAnyway) {
      return null;
    }
  }

  private Object run(List<Value> values, View view) throws CelEvaluationException {
    Map<String, Object> variables = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      variables.put(compiled.paths().get(i).variable(), CelValues.toCel(values.get(i), view));
    }
    return compiled.program().eval(variables);
  }

  /**
   * Marks in {@code result} what is unknown in {@code traced}: it depends on something sensitive.
   */
  private static Value markSensitive(Value result, Value traced) {
    if (result instanceof MapValue map
        && traced instanceof MapValue tracedMap
        && map.keys().equals(tracedMap.keys())) {
      MapValue.Builder marked = MapValue.builder();
      map.entries()
          .forEach((key, value) -> marked.put(key, markSensitive(value, tracedMap.getOrNull(key))));
      return marked.build();
    }
    if (result instanceof ListValue list
        && traced instanceof ListValue tracedList
        && list.values().size() == tracedList.values().size()) {
      List<Value> marked = new ArrayList<>();
      for (int i = 0; i < list.values().size(); i++) {
        marked.add(markSensitive(list.values().get(i), tracedList.values().get(i)));
      }
      return Value.list(marked);
    }
    return result.equals(traced) && !traced.isUnknown() ? result : result.asSensitive();
  }

  private DiagnosticException failure(Exception failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    int prefix = message.startsWith("evaluation error") ? message.indexOf(": ") : -1;
    String reason = prefix < 0 ? message : message.substring(prefix + 2);
    return Diagnostic.error(Problem.EXPRESSION_FAILED, "this expression cannot be evaluated")
        .at(node.span(from, from + text.length()))
        .detail(CelMessages.sentence(reason))
        .toException();
  }
}
