package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.ObjectOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the type of an expression before anything is evaluated, and reports what can never be
 * evaluated. Where nothing is known of a type nothing is reported.
 */
public final class TypeInference {
  private final TypeScope scope;
  private final Diagnostics diagnostics;

  public TypeInference(TypeScope scope, Diagnostics diagnostics) {
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** The type of an expression. */
  public ValueType of(Expression expression) {
    if (expression instanceof Literal literal) {
      return ofValue(literal.value());
    }
    if (expression instanceof Reference reference) {
      return scope.typeOf(reference, diagnostics);
    }
    if (expression instanceof CelExpression cel) {
      return cel.program().type(scope, diagnostics);
    }
    if (expression instanceof ListExpression list) {
      ValueType element = Simple.NONE;
      for (Expression item : list.items()) {
        element = ValueType.join(element, of(item));
      }
      return new ListOf(element);
    }
    if (expression instanceof MapExpression map) {
      Map<String, ValueType> entries = new LinkedHashMap<>();
      map.entries().forEach((name, entry) -> entries.put(name, of(entry)));
      return ValueType.object(entries);
    }
    if (expression instanceof ConditionalExpression entry) {
      of(entry.condition());
      return of(entry.value());
    }
    if (expression instanceof TextExpression text) {
      text.parts().forEach(this::part);
      return Simple.TEXT;
    }
    if (expression instanceof TemplateExpression template) {
      of(template.path());
      of(template.variables());
    }
    return Simple.TEXT;
  }

  private void part(Expression part) {
    if (part.isLiteral()) {
      return;
    }
    ValueType type = of(part);
    if (type.isMap() || type instanceof ListOf) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.EXPRESSION_NOT_TEXT,
                  "this is " + type.describe() + " and cannot be part of a text")
              .at(part.span())
              .hint("Say how it is to be written, for instance ${json.encode(x)}."));
    }
  }

  /** The type of a value that is there already. */
  public static ValueType ofValue(Value value) {
    Value bare = value.unwrapped();
    if (bare instanceof ListValue list) {
      ValueType element = Simple.NONE;
      for (Value item : list.values()) {
        element = ValueType.join(element, ofValue(item));
      }
      return new ListOf(element);
    }
    if (bare instanceof MapValue map) {
      Map<String, ValueType> entries = new LinkedHashMap<>();
      map.entries().forEach((key, entry) -> entries.put(key, ofValue(entry)));
      return ValueType.object(entries);
    }
    return switch (bare.kind()) {
      case NULL -> Simple.NULL;
      case BOOLEAN -> Simple.BOOLEAN;
      case INTEGER -> Simple.INTEGER;
      case NUMBER -> Simple.DECIMAL;
      case STRING -> Simple.TEXT;
      case ARRAY, OBJECT, UNKNOWN -> Simple.ANY;
    };
  }

  /**
   * Follows a reference's steps from {@code first} on into a type, and reports the first that leads
   * nowhere.
   *
   * @return {@link ValueType.Simple#ANY} when it was reported
   */
  public static ValueType into(
      ValueType type, Reference reference, int first, Diagnostics diagnostics) {
    ValueType current = type;
    for (int i = first; i < reference.steps().size(); i++) {
      ValueType next = current.inside(reference.steps().get(i));
      if (next == null) {
        String owner =
            new Reference(reference.root(), reference.steps().subList(0, i), reference.node(), 0, 0)
                .toString();
        Object step = reference.steps().get(i);
        diagnostics.add(missing(current, owner, step).at(reference.span()));
        return Simple.ANY;
      }
      current = next;
    }
    return current;
  }

  /**
   * That nothing stands at a step of a value of a type, said as it is when the value is there.
   *
   * @param owner how messages call the value
   */
  public static Diagnostic.Builder missing(ValueType type, String owner, Object step) {
    if (type instanceof ObjectOf object) {
      return Diagnostic.error(Problem.REFERENCE_UNKNOWN_KEY, owner + " has no key \"" + step + "\"")
          .hint(DidYouMean.hint(step.toString(), object.fields().names()));
    }
    return Diagnostic.error(
            Problem.REFERENCE_NOT_A_CONTAINER,
            owner + " has no \"" + step + "\" inside: it is " + type.describe())
        .hint(
            type instanceof ListOf
                ? "Choose an element, [0], or do something with each: list.map(x, x." + step + ")."
                : null);
  }
}
