package dev.paas.core.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/** The run cannot go on; says why in diagnostics, of which at least one is an error. */
public sealed class DiagnosticException extends RuntimeException permits NotYetKnownException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public DiagnosticException(List<Diagnostic> diagnostics) {
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All that was found, errors and warnings. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Override
  public String getMessage() {
    return diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("; "));
  }
}
