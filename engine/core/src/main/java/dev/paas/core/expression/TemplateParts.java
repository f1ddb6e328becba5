package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates the parts of a template that are there once for each element, or on a condition. */
final class TemplateParts {
  private static final Value UNKNOWN = new UnknownValue(ValueKind.STRING);

  private TemplateParts() {}

  static Value choice(ChoiceExpression choice, Scope scope) {
    Value condition = Evaluator.evaluate(choice.condition(), scope);
    boolean sensitive = condition.hasSensitive();
    Value bare = condition.unwrapped();
    if (bare.isUnknown()) {
      return sensitive ? UNKNOWN.asSensitive() : UNKNOWN;
    }
    if (!(bare instanceof BooleanValue truth)) {
      throw wrong("the condition of an if must be true or false", choice.condition());
    }
    Value chosen = Evaluator.evaluate(truth.value() ? choice.yes() : choice.no(), scope);
    return sensitive ? chosen.asSensitive() : chosen;
  }

  static Value loop(LoopExpression loop, Scope scope) {
    Value collection = Evaluator.evaluate(loop.collection(), scope);
    Value bare = collection.unwrapped();
    boolean sensitive = bare != collection;
    if (bare.isUnknown()) {
      return sensitive ? UNKNOWN.asSensitive() : UNKNOWN;
    }
    Rounds rounds = new Rounds(loop, scope);
    if (bare instanceof ListValue list) {
      for (int i = 0; i < list.values().size(); i++) {
        rounds.add(Value.of(i), list.values().get(i));
      }
    } else if (bare instanceof MapValue map) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        rounds.add(Value.of(entry.getKey()), entry.getValue());
      }
    } else {
      throw wrong("a for goes over a list or a map, and this is neither", loop.collection());
    }
    Value text = rounds.text();
    return sensitive ? text.asSensitive() : text;
  }

  /** The text of a loop, as it grows. */
  private static final class Rounds {
    private final LoopExpression loop;
    private final Scope scope;
    private final StringBuilder text = new StringBuilder();
    private boolean unknown;
    private boolean sensitive;

    Rounds(LoopExpression loop, Scope scope) {
      this.loop = loop;
      this.scope = scope;
    }

    void add(Value key, Value value) {
      Scope inner = new LoopScope(loop.value(), value, scope);
      Value one = Evaluator.evaluate(loop.body(), named(key, inner));
      sensitive |= one.hasSensitive();
      String part = Value.textOf(one);
      if (part == null) {
        unknown = true;
      } else {
        text.append(part);
      }
      if (text.length() > Evaluator.MOST_CHARACTERS) {
        throw wrong("this for makes the text too long", loop.collection());
      }
    }

    private Scope named(Value key, Scope inner) {
      @Nullable String name = loop.key();
      return name == null ? inner : new LoopScope(name, key, inner);
    }

    Value text() {
      Value whole = unknown ? UNKNOWN : Value.of(text.toString());
      return sensitive ? whole.asSensitive() : whole;
    }
  }

  private static DiagnosticException wrong(String what, Expression at) {
    return Diagnostic.error(Problem.EXPRESSION_FAILED, what).at(at.span()).toException();
  }
}
