package dev.paas.core.expression.cel;

import dev.cel.common.CelFunctionDecl;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.cel.CelTree.At;
import java.util.List;

/**
 * A function that the platform language adds to CEL's.
 *
 * @param declaration its name, and what it takes and gives
 * @param seesMarks whether it gets what is unknown and sensitive as such, instead of never being
 *     called with it
 * @param body what it does
 */
record Function(CelFunctionDecl declaration, boolean seesMarks, Body body) {

  /**
   * Where a function is called.
   *
   * @param scope what it sees
   * @param place the expression
   * @param at the call in it
   */
  record Context(Scope scope, Place place, At at) {}

  /** What a function does. */
  interface Body {
    /**
     * Does it.
     *
     * @param arguments as {@link Data}; as CEL has them unless it sees marks
     * @throws FunctionFailure when it cannot be done
     */
    Object call(Context context, List<Object> arguments);
  }

  Object call(Context context, List<Object> arguments) {
    return body.call(context, arguments);
  }
}
