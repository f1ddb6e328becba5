package dev.paas.core.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects what is found, so that all of it can be reported at once. Safe for several threads. */
public final class Diagnostics {
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
    sorted.sort(Diagnostics::byPlace);
    return sorted;
  }

  private static int byPlace(Diagnostic one, Diagnostic other) {
    Span span = one.span();
    Span others = other.span();
    if (span == null || others == null) {
      return Boolean.compare(span != null, others != null);
    }
    return span.compareTo(others);
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
