package dev.paas.core.expression.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.cel.CelTree.At;
import dev.paas.core.expression.cel.CelTree.Call;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions and operators. What one makes of something unknown is unknown, and of something
 * sensitive sensitive; only those that look no deeper into a collection than its elements are
 * spared that.
 */
final class Calls {
  private final Scope scope;
  private final Place place;

  Calls(Scope scope, Place place) {
    this.scope = scope;
    this.place = place;
  }

  Object call(Call call, List<Object> arguments) {
    Object structural = structural(call, arguments);
    if (structural != null) {
      return structural;
    }
    Function own = call.operation().own();
    try {
      if (own != null && own.seesMarks()) {
        return own.call(new Function.Context(scope, place, call.at()), arguments);
      }
      return plain(call, arguments);
    } catch (CelEvaluationException | RuntimeException failed) {
      boolean secret = arguments.stream().anyMatch(Data::hasSecret);
      DiagnosticException known = failure(failed, secret, call.at());
      throw isMismatch(failed) && !secret ? mismatch(call, arguments) : known;
    }
  }

  private static boolean isMismatch(Exception failed) {
    return String.valueOf(failed.getMessage()).contains("No matching overload");
  }

  private DiagnosticException mismatch(Call call, List<Object> arguments) {
    List<String> kinds = arguments.stream().map(Data::kind).toList();
    boolean numbers = kinds.contains("a whole number") && kinds.contains("a number");
    return place
        .error(Problem.EXPRESSION_FAILED, "this expression cannot be evaluated", call.at())
        .detail(CelMessages.mismatch(call.function(), kinds))
        .hint(numbers ? CelMessages.MIXED_NUMBERS : null)
        .toException();
  }

  /** Calls it with values that are wholly known and carry no marks. */
  private Object plain(Call call, List<Object> arguments) throws CelEvaluationException {
    boolean secret = arguments.stream().anyMatch(Data::hasSecret);
    if (!arguments.stream().allMatch(Data::isKnown)) {
      return Data.secretIf(secret, new UnknownValue(call.operation().result()));
    }
    List<Object> known = new ArrayList<>(arguments.size());
    arguments.forEach(argument -> known.add(CelValues.toCel(argument)));
    Function own = call.operation().own();
    Object result =
        own == null
            ? call.operation().call(known)
            : own.call(new Function.Context(scope, place, call.at()), known);
    return Data.secretIf(secret, result);
  }

  /** Of operators that only look at elements; {@code null} when it is none of them. */
  private @Nullable Object structural(Call call, List<Object> arguments) {
    return switch (call.function()) {
      case "size" -> size(arguments.get(0));
      case "_+_" -> joined(arguments.get(0), arguments.get(1));
      case "@in" -> in(arguments.get(0), arguments.get(1), call.at());
      default -> null;
    };
  }

  private static @Nullable Object size(Object of) {
    Object bare = Data.bare(of);
    List<?> list = Data.list(bare);
    Map<?, ?> map = Data.map(bare);
    if (list != null) {
      return Data.secretIf(Data.isSecret(of), (Object) (long) list.size());
    }
    return map == null ? null : Data.secretIf(Data.isSecret(of), (Object) (long) map.size());
  }

  private static @Nullable Object joined(Object first, Object second) {
    List<?> a = Data.list(Data.bare(first));
    List<?> b = Data.list(Data.bare(second));
    if (a == null || b == null) {
      return null;
    }
    List<Object> all = new ArrayList<>(a);
    all.addAll(b);
    return Data.secretIf(Data.isSecret(first) || Data.isSecret(second), all);
  }

  private @Nullable Object in(Object needle, Object collection, At at) {
    Object bare = Data.bare(collection);
    boolean marked = Data.isSecret(collection) || Data.hasSecret(needle);
    Map<?, ?> map = Data.map(bare);
    if (map != null && Data.isKnown(needle)) {
      Object key = CelValues.toCel(Data.bare(needle));
      return Data.secretIf(marked, (Object) map.containsKey(key));
    }
    List<?> list = Data.list(bare);
    if (list == null || !Data.isKnown(needle)) {
      return null;
    }
    boolean unknown = false;
    boolean secret = marked;
    for (Object item : list) {
      secret |= Data.hasSecret(item);
      if (!Data.isKnown(item)) {
        unknown = true;
      } else if (same(needle, item, at)) {
        return Data.secretIf(marked || Data.hasSecret(item), (Object) true);
      }
    }
    return Data.secretIf(secret, unknown ? new UnknownValue(ValueKind.BOOLEAN) : (Object) false);
  }

  private boolean same(Object a, Object b, At at) {
    return Boolean.TRUE.equals(known("_==_", a, b, at));
  }

  /** Orders two known values of the same kind, as the operators of CEL do. */
  int compare(Object a, Object b, At at) {
    if (Boolean.TRUE.equals(known("_<_", a, b, at))) {
      return -1;
    }
    return Boolean.TRUE.equals(known("_<_", b, a, at)) ? 1 : 0;
  }

  private Object known(String operator, Object a, Object b, At at) {
    try {
      Object left = CelValues.toCel(Data.bare(a));
      Object right = CelValues.toCel(Data.bare(b));
      return Library.get().operation(operator, false, 2).call(List.of(left, right));
    } catch (CelEvaluationException | RuntimeException failed) {
      throw failure(failed, Data.hasSecret(a) || Data.hasSecret(b), at);
    }
  }

  private DiagnosticException failure(Exception failed, boolean secret, At at) {
    Throwable cause = failed;
    while (cause.getCause() != null
        && !(cause instanceof DiagnosticException)
        && !(cause instanceof FunctionFailure)) {
      cause = cause.getCause();
    }
    if (cause instanceof DiagnosticException known) {
      return known;
    }
    Diagnostic.Builder error =
        place.error(Problem.EXPRESSION_FAILED, "this expression cannot be evaluated", at);
    if (secret) {
      return error
          .detail("The reason is not shown, because it could tell something sensitive.")
          .toException();
    }
    String message = String.valueOf(cause.getMessage());
    int prefix = message.startsWith("evaluation error") ? message.indexOf(": ") : -1;
    String reason = prefix < 0 ? message : message.substring(prefix + 2);
    return error
        .detail(CelMessages.sentence(reason))
        .hint(cause instanceof FunctionFailure failure ? failure.hint() : null)
        .toException();
  }
}
