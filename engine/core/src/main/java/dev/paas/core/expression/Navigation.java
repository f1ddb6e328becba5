package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows a reference's steps into a value. */
public final class Navigation {
  private Navigation() {}

  /**
   * What stands in {@code value} at the reference's steps from {@code first} on. Something inside
   * an unknown value is unknown, something inside a sensitive one sensitive.
   *
   * @throws DiagnosticException when nothing stands there
   */
  public static Value into(Value value, Reference reference, int first) {
    Value current = value;
    boolean sensitive = false;
    List<Object> steps = reference.steps();
    for (int i = first; i < steps.size(); i++) {
      Value bare = current.unwrapped();
      sensitive |= bare != current;
      if (bare.isUnknown()) {
        return sensitive ? Value.unknown().asSensitive() : Value.unknown();
      }
      Value next = step(bare, steps.get(i));
      if (next == null) {
        throw missing(reference, i, bare, sensitive);
      }
      current = next;
    }
    return sensitive ? current.asSensitive() : current;
  }

  private static @Nullable Value step(Value value, Object step) {
    if (step instanceof String name) {
      return value instanceof MapValue map ? map.get(name) : null;
    }
    if (value instanceof MapValue map) {
      return map.get(step.toString());
    }
    int index = (Integer) step;
    return value instanceof ListValue list && index < list.values().size()
        ? list.values().get(index)
        : null;
  }

  private static DiagnosticException missing(
      Reference reference, int at, Value value, boolean sensitive) {
    Object step = reference.steps().get(at);
    String owner =
        new Reference(reference.root(), reference.steps().subList(0, at), reference.node(), 0, 0)
            .toString();
    Diagnostic.Builder error;
    if (value instanceof ListValue list && step instanceof Integer) {
      error = Diagnostic.error(Problem.REFERENCE_OUT_OF_RANGE, owner + " has no element " + step);
      error.detail("It has " + count(list.values().size()) + ", counted from 0.");
    } else if (value instanceof MapValue map) {
      error =
          Diagnostic.error(Problem.REFERENCE_UNKNOWN_KEY, owner + " has no key \"" + step + "\"");
      error.hint(sensitive ? null : DidYouMean.hint(step.toString(), map.keys()));
    } else {
      error =
          Diagnostic.error(
              Problem.REFERENCE_NOT_A_CONTAINER,
              owner + " has no \"" + step + "\" inside: it is " + describe(value));
    }
    return error.at(reference.span()).toException();
  }

  private static String count(int elements) {
    return elements == 1 ? "1 element" : elements + " elements";
  }

  private static String describe(Value value) {
    return switch (value.kind()) {
      case NULL -> "null";
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case STRING -> "a text";
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      case UNKNOWN -> "not known yet";
    };
  }
}
