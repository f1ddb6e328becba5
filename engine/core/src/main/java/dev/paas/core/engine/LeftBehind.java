package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.state.StateEntries;
import dev.paas.core.state.StateRepository;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A state that stayed where it was when {@code state:} was changed: with an empty one in its place,
 * everything would be made a second time. Only the default place is looked at; of any other nothing
 * is known any more.
 */
final class LeftBehind {
  private LeftBehind() {}

  /**
   * Looks for it.
   *
   * @param empty the state, in which nothing was ever recorded
   * @param usual opens the one in the default place
   * @param settings where the settings of the state are
   * @throws DiagnosticException when something is recorded there that was not moved
   */
  static void refuse(
      StateRepository empty, Supplier<StateRepository> usual, @Nullable Span settings) {
    String location;
    long left;
    try {
      StateRepository former = usual.get();
      location = former.location();
      left =
          location.equals(empty.location()) || former.closures().current() != null
              ? 0
              : former.entries().read().keySet().stream().filter(LeftBehind::isMade).count();
    } catch (DiagnosticException noneOfThisPlatform) {
      return;
    }
    if (left > 0) {
      throw new DiagnosticException(List.of(diagnostic(empty, location, left, settings)));
    }
  }

  private static boolean isMade(String key) {
    return StateEntries.isRecord(key) || StateEntries.isDeposed(key);
  }

  private static Diagnostic diagnostic(
      StateRepository empty, String location, long left, @Nullable Span settings) {
    return Diagnostic.error(
            Problem.STATE_LEFT_BEHIND, "the state of this platform was left in " + location)
        .detail(
            (left == 1 ? "One resource is" : left + " resources are")
                + " recorded there, and nothing in "
                + empty.location()
                + ": all would be made a second time.")
        .hint("Move it: paas state migrate. To begin anew, put that folder away.")
        .at(settings)
        .build();
  }
}
