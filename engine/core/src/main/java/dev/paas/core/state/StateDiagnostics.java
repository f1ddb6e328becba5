package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.state.StateException;

/** What a state backend says is wrong, as diagnostics. */
public final class StateDiagnostics {
  private StateDiagnostics() {}

  /** The diagnostic of a failure. */
  public static Diagnostic of(StateException failure) {
    return Diagnostic.error(problem(failure.kind()), failure.reason())
        .detail(failure.detail())
        .hint(failure.hint())
        .build();
  }

  static DiagnosticException exception(StateException failure) {
    return new DiagnosticException(java.util.List.of(of(failure)));
  }

  private static Problem problem(StateException.Kind kind) {
    return switch (kind) {
      case LOCKED -> Problem.STATE_LOCKED;
      case CONFLICT -> Problem.STATE_CONFLICT;
      case LEASE_LOST -> Problem.STATE_LEASE_LOST;
      case INVALID_SETTINGS -> Problem.STATE_SETTINGS;
      case UNAVAILABLE -> Problem.STATE_UNAVAILABLE;
      case CORRUPT -> Problem.STATE_CORRUPT;
      case NEWER_VERSION -> Problem.STATE_NEWER_VERSION;
      case READ_ONLY -> Problem.STATE_READ_ONLY;
      case FULL -> Problem.STATE_FULL;
      case IO -> Problem.STATE_IO;
    };
  }
}
