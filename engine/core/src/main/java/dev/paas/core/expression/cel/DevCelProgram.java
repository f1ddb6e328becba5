package dev.paas.core.expression.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.Program;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.CelProgram;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.cel.ReferenceExtractor.Asked;
import dev.paas.core.expression.cel.ReferenceExtractor.IndexBy;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.StringValue;
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
      found.add(new Reference(path.root(), fixedSteps(path), node, start, end));
    }
    this.references = List.copyOf(found);
  }

  /** The steps before the first that is computed: what it depends on, whatever that gives. */
  private static List<Object> fixedSteps(ReferenceExtractor.Path path) {
    List<Object> fixed = new ArrayList<>();
    for (Object step : path.steps()) {
      if (step instanceof IndexBy) {
        break;
      }
      fixed.add(step);
    }
    return fixed;
  }

  /** Counts along the text past as many names and brackets as the path has. */
  private static int endOfPath(String text, int start, ReferenceExtractor.Path path) {
    int at = endOfName(text, start);
    for (int i = 0; i < path.steps().size() && at < text.length(); i++) {
      if (text.charAt(at) == '.') {
        at = endOfName(text, at + 1);
      } else if (text.charAt(at) == '[') {
        at = endOfBrackets(text, at);
      }
    }
    return at;
  }

  private static int endOfBrackets(String text, int start) {
    int depth = 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return start;
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
    Map<String, Value> variables = new HashMap<>();
    Map<String, DiagnosticException> failures = new HashMap<>();
    for (int i = 0; i < references.size(); i++) {
      ReferenceExtractor.Path path = compiled.paths().get(i);
      if (compiled.indexes().get(i).isEmpty()) {
        Value value = scope.resolve(references.get(i));
        variables.put(path.variable(), asked(path.asked(), value, references.get(i)));
        continue;
      }
      try {
        variables.put(path.variable(), indexed(i, scope, CelInputs.of(variables, failures)));
      } catch (DiagnosticException failure) {
        failures.put(path.variable(), failure);
      }
    }
    return evaluate(compiled.part(), CelInputs.of(variables, failures));
  }

  /** The value of a path whose indexes are computed first. */
  private Value indexed(int number, Scope scope, CelInputs inputs) {
    ReferenceExtractor.Path path = compiled.paths().get(number);
    Reference reference = references.get(number);
    List<Object> steps = new ArrayList<>();
    boolean sensitive = false;
    int next = 0;
    for (Object step : path.steps()) {
      if (!(step instanceof IndexBy)) {
        steps.add(step);
        continue;
      }
      Value index = evaluate(compiled.indexes().get(number).get(next++), inputs);
      if (!index.isWhollyKnown()) {
        return index.hasSensitive() ? Value.unknown().asSensitive() : Value.unknown();
      }
      sensitive |= index.hasSensitive();
      steps.add(step(index.unwrapped(), reference));
    }
    Reference known =
        new Reference(reference.root(), steps, node, reference.from(), reference.to());
    Value value = asked(path.asked(), scope.resolve(known), reference);
    return sensitive ? value.asSensitive() : value;
  }

  private static Object step(Value index, Reference reference) {
    if (index instanceof StringValue string) {
      return string.text();
    }
    if (index instanceof IntegerValue number
        && number.value() >= 0
        && number.value() <= Integer.MAX_VALUE) {
      return (int) number.value();
    }
    throw refused(
        reference,
        "this cannot be an index",
        "An index is a whole number from 0 or a text; here it is "
            + (index instanceof IntegerValue ? "negative." : "something else."));
  }

  private static Value asked(Asked asked, Value value, Reference reference) {
    Value bare = value.unwrapped();
    if (asked instanceof Asked.Itself || bare.isUnknown()) {
      return value;
    }
    Value answer =
        asked instanceof Asked.Presence presence
            ? presence(presence.key(), bare, reference)
            : size(bare, reference);
    return value instanceof SensitiveValue ? answer.asSensitive() : answer;
  }

  private static Value presence(String key, Value bare, Reference reference) {
    if (bare instanceof MapValue map) {
      return Value.of(map.get(key) != null);
    }
    throw refused(reference, "this has no entries", "has() asks for an entry of a map.");
  }

  private static Value size(Value bare, Reference reference) {
    if (bare instanceof ListValue list) {
      return Value.of(list.values().size());
    }
    if (bare instanceof MapValue map) {
      return Value.of(map.entries().size());
    }
    if (bare instanceof StringValue string) {
      return Value.of(string.text().codePointCount(0, string.text().length()));
    }
    throw refused(reference, "this has no size", "Only a text, a list or a map has one.");
  }

  private static DiagnosticException refused(Reference reference, String why, String detail) {
    return Diagnostic.error(Problem.EXPRESSION_FAILED, why)
        .at(reference.span())
        .detail(detail)
        .toException();
  }

  private Value evaluate(CelPart part, CelInputs inputs) {
    if (part instanceof CelPart.Items items) {
      return Value.list(items.parts().stream().map(each -> evaluate(each, inputs)).toList());
    }
    if (part instanceof CelPart.Entries entries) {
      MapValue.Builder map = MapValue.builder();
      entries.parts().forEach((key, each) -> map.put(key, evaluate(each, inputs)));
      return map.build();
    }
    if (part instanceof CelPart.Variable variable) {
      return inputs.variable(variable.name());
    }
    return evaluate(((CelPart.Whole) part).program(), inputs);
  }

  private Value evaluate(Program program, CelInputs inputs) {
    Value result;
    try {
      result = CelValues.fromCel(program.eval(inputs.plain()));
    } catch (CelEvaluationException | RuntimeException failed) {
      throw failure(failed, inputs.traced().isPresent());
    }
    boolean sensitive = inputs.traced().isPresent() && isSensitive(program, inputs, result);
    return sensitive ? result.asSensitive() : result;
  }

  /** Whether the result is another when everything sensitive is taken for unknown. */
  private static boolean isSensitive(Program program, CelInputs inputs, Value result) {
    try {
      Object traced = program.eval(inputs.traced().orElseThrow());
      boolean unknown = traced instanceof CelUnknownSet;
      return unknown && (!result.isUnknown() || inputs.isSensitive((CelUnknownSet) traced));
    } catch (CelEvaluationException | RuntimeException dependsOnIt) {
      return true;
    }
  }

  private DiagnosticException failure(Exception failed, boolean sensitive) {
    Throwable cause = failed;
    while (cause.getCause() != null && !(cause instanceof DiagnosticException)) {
      cause = cause.getCause();
    }
    if (cause instanceof DiagnosticException known) {
      return known;
    }
    String message = String.valueOf(cause.getMessage());
    int prefix = message.startsWith("evaluation error") ? message.indexOf(": ") : -1;
    String reason = prefix < 0 ? message : message.substring(prefix + 2);
    return Diagnostic.error(Problem.EXPRESSION_FAILED, "this expression cannot be evaluated")
        .at(node.span(from, from + text.length()))
        .detail(
            sensitive
                ? "The reason is not shown, because it could tell something sensitive."
                : CelMessages.sentence(reason))
        .toException();
  }
}
