package dev.paas.core.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One error or warning.
 *
 * @param severity how bad it is
 * @param problem what kind it is
 * @param summary what is wrong, in one clause without a full stop
 * @param detail why, in sentences; {@code null} when the summary says it all
 * @param hint what the user can do, in sentences; {@code null} when that is plain
 * @param span where, {@code null} when it is nowhere in a file
 * @param related other places that have to do with it
 * @param output what a program that failed printed last
 */
public record Diagnostic(
    Severity severity,
    Problem problem,
    String summary,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable Span span,
    List<Related> related,
    List<String> output) {

  /**
   * Another place.
   *
   * @param span where
   * @param note what is there
   */
  public record Related(Span span, String note) {}

  public Diagnostic {
    related = List.copyOf(related);
    output = List.copyOf(output);
  }

  public static Builder error(Problem problem, String summary) {
    return new Builder(Severity.ERROR, problem, summary);
  }

  public static Builder warning(Problem problem, String summary) {
    return new Builder(Severity.WARNING, problem, summary);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The same with one more sentence of detail. */
  public Diagnostic withMore(String sentence) {
    String more = detail == null ? sentence : detail + " " + sentence;
    return new Diagnostic(severity, problem, summary, more, hint, span, related, output);
  }

  /** The same with one more place that has to do with it. */
  public Diagnostic withRelated(Span place, String note) {
    List<Related> more = new ArrayList<>(related);
    more.add(new Related(place, note));
    return new Diagnostic(severity, problem, summary, detail, hint, span, more, output);
  }

  @Override
  public String toString() {
    return (span == null ? "" : span + ": ") + summary + (detail == null ? "" : ". " + detail);
  }

  /** Collects the parts of a diagnostic. */
  public static final class Builder {
    private final Severity severity;
    private final Problem problem;
    private final String summary;
    private @Nullable String detail;
    private @Nullable String hint;
    private @Nullable Span span;
    private final List<Related> related = new ArrayList<>();
    private List<String> output = List.of();

    private Builder(Severity severity, Problem problem, String summary) {
      this.severity = severity;
      this.problem = problem;
      this.summary = summary;
    }

    public Builder at(@Nullable Span span) {
      this.span = span;
      return this;
    }

    public Builder detail(@Nullable String detail) {
      this.detail = detail;
      return this;
    }

    public Builder hint(@Nullable String hint) {
      this.hint = hint;
      return this;
    }

    public Builder related(@Nullable Span span, String note) {
      if (span != null) {
        related.add(new Related(span, note));
      }
      return this;
    }

    public Builder output(List<String> output) {
      this.output = output;
      return this;
    }

    public Diagnostic build() {
      return new Diagnostic(severity, problem, summary, detail, hint, span, related, output);
    }

    /** This diagnostic as an exception, for what cannot go on. */
    public DiagnosticException toException() {
      return new DiagnosticException(List.of(build()));
    }
  }
}
