package dev.paas.core.expression.cel;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Tells what in a result depends on something, by comparing it with one of other circumstances. */
final class Traces {
  private Traces() {}

  /**
   * What comes out otherwise when the unknown is marked otherwise is unknown: a function has looked
   * at the mark.
   */
  static Value withUnknown(Value result, Value otherwise) {
    return compared(result, otherwise, (one, two) -> one.equals(two) ? one : Value.unknown());
  }

  /** What is not the same when everything sensitive is unknown depends on it. */
  static Value withSensitive(Value result, Value traced) {
    return compared(
        result,
        traced,
        (one, two) -> {
          boolean unknownAnyway = one.isUnknown() && two.isUnknown() && !two.hasSensitive();
          boolean same = one.equals(two) && !two.isUnknown();
          return same || unknownAnyway ? one : one.asSensitive();
        });
  }

  /** Compares part by part as far as both have the same parts. */
  private static Value compared(Value one, Value two, BinaryOperator<Value> parts) {
    if (one instanceof MapValue first
        && two instanceof MapValue second
        && first.keys().equals(second.keys())) {
      MapValue.Builder result = MapValue.builder();
      first
          .entries()
          .forEach((key, value) -> result.put(key, compared(value, second.getOrNull(key), parts)));
      return result.build();
    }
    if (one instanceof ListValue first
        && two instanceof ListValue second
        && first.values().size() == second.values().size()) {
      List<Value> result = new ArrayList<>();
      for (int i = 0; i < first.values().size(); i++) {
        result.add(compared(first.values().get(i), second.values().get(i), parts));
      }
      return Value.list(result);
    }
    return parts.apply(one, two);
  }
}
