package dev.paas.core.expression.cel;

import org.jspecify.annotations.Nullable;

/** Why a function cannot do what it is asked for. */
@SuppressWarnings("serial")
final class FunctionFailure extends RuntimeException {
  private final @Nullable String hint;

  /**
   * @param message one clause, or sentences
   * @param hint what to do; {@code null} for no advice
   */
  FunctionFailure(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  @Nullable String hint() {
    return hint;
  }
}
