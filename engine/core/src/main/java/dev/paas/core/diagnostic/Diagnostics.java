package dev.paas.core.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects what is found, so that all of it can be reported at once. Safe for several threads. */
public final class Diagnostics {
  private static final Comparator<Diagnostic> ORDER =
      Comparator.<Diagnostic, String>comparing(
              d -> d.span() == null ? "" : d.span().source().name())
          .thenComparingInt(d -> d.span() == null ? 0 : d.span().line())
          .thenComparingInt(d -> d.span() == null ? 0 : d.span().column());

  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  public synchronized void add(Diagnostic diagnostic) {
    found.add(diagnostic);
    if (diagnostic.isError()) {
      errors++;
    }
  }

  public void add(Diagnostic.Builder diagnostic) {
    add(diagnostic.build());
  }

  public synchronized void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public synchronized boolean hasErrors() {
    return errors > 0;
  }

  /** How many errors there are so far. */
  public synchronized int errorCount() {
    return errors;
  }

  /** What was found, by file, line and column, each once; what has no place comes first. */
  public synchronized List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(new LinkedHashSet<>(found));
    sorted.sort(ORDER);
    return sorted;
  }

  /**
   * Ends the run here if there is an error.
   *
   * @throws DiagnosticException with all that was found
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new DiagnosticException(sorted());
    }
  }
}
