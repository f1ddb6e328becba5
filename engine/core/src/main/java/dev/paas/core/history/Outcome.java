package dev.paas.core.history;

import java.util.Locale;

/** What came of an apply. */
public enum Outcome {
  /** It is under way: its lease is held. */
  RUNNING,
  /** Everything was done. */
  DONE,
  /** Something failed, and what depends on it was not begun. */
  FAILED,
  /** The user stopped it. */
  INTERRUPTED,
  /** It was begun and never ended, and nobody holds its lease. */
  CRASHED;

  /** As it is written and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
