package dev.paas.spi.state;

import org.jspecify.annotations.Nullable;

/** Something that is the matter with a store, told so that a person can act on it. */
public final class StateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is; the engine decides by this, never by a message. */
  public enum Kind {
    /** Another holder has a lease on what is wanted. */
    LOCKED,
    /** A condition of a commit does not hold: somebody else wrote that key. */
    CONFLICT,
    /** The lease that a commit was made under is gone. */
    LEASE_LOST,
    /** The settings cannot work. */
    INVALID_SETTINGS,
    /** Cannot be reached, or refuses the credentials. */
    UNAVAILABLE,
    /** What is stored is damaged. */
    CORRUPT,
    /** Was written by a newer version than this one can read. */
    NEWER_VERSION,
    /** May not be written. */
    READ_ONLY,
    /** No space is left. */
    FULL,
    /** Any other failure of reading or writing. */
    IO
  }

  private final Kind kind;
  private final transient @Nullable String detail;
  private final transient @Nullable String hint;

  /**
   * @param reason one clause without a full stop
   * @param detail why, in sentences
   * @param hint what the user can do
   */
  public StateException(
      Kind kind,
      String reason,
      @Nullable String detail,
      @Nullable String hint,
      @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
    this.detail = detail;
    this.hint = hint;
  }

  public StateException(Kind kind, String reason, @Nullable String detail, @Nullable String hint) {
    this(kind, reason, detail, hint, null);
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong, in one clause. */
  public String reason() {
    String message = getMessage();
    return message == null ? kind.name() : message;
  }

  public @Nullable String detail() {
    return detail;
  }

  public @Nullable String hint() {
    return hint;
  }
}
