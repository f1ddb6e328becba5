package dev.paas.core.diagnostic;

import java.util.List;

/** Something must be known to go on, and is known only after apply. */
public final class NotYetKnownException extends DiagnosticException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String source;
  private final String target;
  private final String at;

  /**
   * @param key what must be known: {@code count}, {@code forEach}, {@code when} or {@code provider}
   * @param source the reference that it depends on and that is not known; empty when it cannot be
   *     named
   * @param target the address of what must be made first; empty when it cannot be named
   * @param error what to say where nothing can be done without knowing it
   */
  public NotYetKnownException(String key, String source, String target, Diagnostic error) {
    super(List.of(error));
    this.key = key;
    this.source = source;
    this.target = target;
    Span span = error.span();
    this.at = span == null ? "" : span.toString();
  }

  /** What must be known: {@code count}, {@code forEach}, {@code when} or {@code provider}. */
  public String key() {
    return key;
  }

  /** The reference that it depends on and that is not known; empty when it cannot be named. */
  public String source() {
    return source;
  }

  /** The address of what must be made first; empty when it cannot be named. */
  public String target() {
    return target;
  }

  /** Where what must be known stands, as text; empty when it stands nowhere. */
  public String at() {
    return at;
  }
}
