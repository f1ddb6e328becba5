package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * What came of a check of the whole platform.
 *
 * @param name its name
 * @param outcome whether it holds
 * @param warns whether it is only a warning when it does not
 * @param problem what is wrong when it does not; {@code null} otherwise
 */
public record CheckOutcome(
    String name, Conditions.Outcome outcome, boolean warns, @Nullable Diagnostic problem) {

  /** Whether it makes an apply fail. */
  public boolean fails() {
    return outcome == Conditions.Outcome.FAILS && !warns;
  }
}
