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
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    boolean known = true;
    for (Reference reference : references) {
      Value value = scope.resolve(reference);
      sensitive |= value.hasSensitive();
      known &= value.isWhollyKnown();
      values.add(value);
    }
    Value result;
    try {
      result = run(values, View.REVEALED);
      if (!known) {
        result = Traces.withUnknown(result, run(values, View.REVEALED_OTHERWISE));
      }
    } catch (CelEvaluationException | RuntimeException failed) {
      // What fails for something unknown in a collection may well do when that is known.
      boolean partly = values.stream().anyMatch(each -> !each.isWhollyKnown() && !each.isUnknown());
      if (!partly) {
        throw failure(failed);
      }
      result = Value.unknown();
    }
    return sensitive ? withSensitive(result, values) : result;
  }

  private Value withSensitive(Value result, List<Value> values) {
    try {
      return Traces.withSensitive(result, run(values, View.TRACED));
    } catch (CelEvaluationException | RuntimeException failsOnUnknown) {
      return result.asSensitive();
    }
  }

  private Value run(List<Value> values, View view) throws CelEvaluationException {
    Map<String, Object> members = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      members.put(compiled.paths().get(i).variable(), CelValues.toCel(values.get(i), view));
    }
    return CelValues.fromCel(compiled.program().eval(Map.of(ReferenceExtractor.PATHS, members)));
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
