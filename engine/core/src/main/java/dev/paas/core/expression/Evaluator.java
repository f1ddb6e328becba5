package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evaluates expressions. */
public final class Evaluator {
  /** How long a text may get that is put together from parts. */
  static final int MOST_CHARACTERS = 32 << 20;

  private Evaluator() {}

  /**
   * The value of an expression. Unknown and sensitive values spread exactly as far as they must: an
   * unknown element leaves the rest of its list known.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it cannot be evaluated
   */
  public static Value evaluate(Expression expression, Scope scope) {
    if (expression instanceof Literal literal) {
      return literal.value();
    }
    if (expression instanceof Reference reference) {
      return scope.resolve(reference);
    }
    if (expression instanceof MapExpression map) {
      return map(map, scope);
    }
    if (expression instanceof ListExpression list) {
      return list(list, scope);
    }
    if (expression instanceof ConditionalExpression entry) {
      return evaluate(entry.value(), scope);
    }
    if (expression instanceof TextExpression text) {
      return text(text, scope);
    }
    if (expression instanceof CelExpression cel) {
      return cel.program().evaluate(scope);
    }
    if (expression instanceof LoopExpression loop) {
      return TemplateParts.loop(loop, scope);
    }
    if (expression instanceof ChoiceExpression choice) {
      return TemplateParts.choice(choice, scope);
    }
    return template((TemplateExpression) expression, scope);
  }

  private static Value map(MapExpression map, Scope scope) {
    MapValue.Builder values = MapValue.builder();
    Presence presence = new Presence(scope);
    for (Map.Entry<String, Expression> entry : map.entries().entrySet()) {
      if (presence.of(entry.getValue())) {
        values.put(entry.getKey(), evaluate(entry.getValue(), scope));
      }
    }
    return presence.marked(values.build());
  }

  private static Value list(ListExpression list, Scope scope) {
    List<Value> values = new ArrayList<>(list.items().size());
    Presence presence = new Presence(scope);
    for (Expression item : list.items()) {
      if (presence.of(item)) {
        values.add(evaluate(item, scope));
      }
    }
    return presence.marked(Value.list(values));
  }

  static Value text(TextExpression expression, Scope scope) {
    StringBuilder text = new StringBuilder();
    boolean unknown = false;
    boolean sensitive = false;
    for (Expression part : expression.parts()) {
      Value value = evaluate(part, scope);
      sensitive |= value.hasSensitive();
      Value bare = value.unwrapped();
      if (bare.isUnknown()) {
        unknown = true;
      } else {
        text.append(asText(bare, part));
        if (text.length() > MOST_CHARACTERS) {
          throw Diagnostic.error(Problem.EXPRESSION_FAILED, "this text gets too long")
              .detail("A text may have " + MOST_CHARACTERS + " characters at most.")
              .at(part.span())
              .toException();
        }
      }
    }
    Value result = unknown ? new UnknownValue(ValueKind.STRING) : Value.of(text.toString());
    return sensitive ? result.asSensitive() : result;
  }

  /** A value as part of a text. */
  private static String asText(Value value, Expression part) {
    if (value instanceof StringValue string) {
      return string.text();
    }
    if (value instanceof IntegerValue
        || value instanceof BooleanValue
        || value instanceof DecimalValue) {
      return value.toString();
    }
    String what =
        switch (value.kind()) {
          case NULL -> "nothing";
          case ARRAY -> "a list";
          case OBJECT, BOOLEAN, INTEGER, NUMBER, STRING, UNKNOWN -> "a map";
        };
    throw Diagnostic.error(
            Problem.EXPRESSION_NOT_TEXT, "this is " + what + " and cannot be part of a text")
        .at(part.span())
        .hint(
            value.isNull()
                ? "Give it a default, or use a condition: ${x == null ? \"\" : x}."
                : "Say how it is to be written, for instance ${json.encode(x)}.")
        .toException();
  }

  private static Value template(TemplateExpression template, Scope scope) {
    Value path = evaluate(template.path(), scope);
    Value variables = evaluate(template.variables(), scope);
    String name = Value.textOf(path);
    boolean sensitive = path.hasSensitive() || variables.unwrapped() != variables;
    if (name == null || variables.isUnknown()) {
      Value unknown = new UnknownValue(ValueKind.STRING);
      return sensitive ? unknown.asSensitive() : unknown;
    }
    MapValue map = variables.unwrapped() instanceof MapValue given ? given : MapValue.empty();
    Value rendered = scope.templates().render(name, map, scope, template.path().span());
    return sensitive ? rendered.asSensitive() : rendered;
  }
}
