package dev.paas.core.encryption;

import org.jspecify.annotations.Nullable;

/** A sensitive value that cannot be read; the message is a clause. */
public final class Undecryptable extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be read. */
  public enum Reason {
    /** It is not what was encrypted, or is not where it was encrypted for. */
    CHANGED,
    /** The key that it was encrypted with is not among those that are given. */
    OTHER_KEY,
    /** It is not encrypted, and the settings do not allow that. */
    IN_CLEAR
  }

  private final Reason reason;

  Undecryptable(Reason reason, String why, @Nullable Throwable cause) {
    super(why, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
