package dev.paas.core.expression.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.paas.spi.value.ValueKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function or operator with a number of arguments.
 *
 * @param program calls it, with the arguments as variables; {@code null} when it is ours
 * @param own it, when it is ours; {@code null} when it is the library's
 * @param result what kind of value it gives, whatever it is given
 */
record Operation(@Nullable Program program, @Nullable Function own, ValueKind result) {

  /** Calls it with known values. */
  Object call(List<Object> arguments) throws CelEvaluationException {
    if (program == null) {
      throw new IllegalStateException("not a function of the library");
    }
    Map<String, Object> variables = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      variables.put(Library.argument(i), arguments.get(i));
    }
    return program.eval(variables);
  }
}
