package dev.paas.core.diagnostic;

import org.jspecify.annotations.Nullable;

/** Makes sentences of what libraries and plugins say. */
public final class Sentence {
  private Sentence() {}

  /** A clause with a capital at its beginning and a full stop at its end; {@code null} of none. */
  public static @Nullable String of(@Nullable String clause) {
    if (clause == null || clause.isBlank()) {
      return null;
    }
    String text = clause.strip();
    return Character.toUpperCase(text.charAt(0))
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }
}
