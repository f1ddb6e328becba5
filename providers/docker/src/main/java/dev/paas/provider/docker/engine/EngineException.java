package dev.paas.provider.docker.engine;

import org.jspecify.annotations.Nullable;

/** An engine that refused a call, failed in it, or could not be reached. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, as far as the protocol tells. */
  public enum Kind {
    /** No connection came about: nothing was changed. */
    UNREACHABLE,
    /** The connection broke in the middle of a call, which may or may not have had its effect. */
    BROKEN,
    /** What the call is about does not exist. */
    NOT_FOUND,
    /** A name is taken, or the thing is in use or in another state. */
    CONFLICT,
    /** The engine understood and said no: wrong parameters, no permission. */
    REFUSED,
    /** The engine failed. */
    FAILED
  }

  private final Kind kind;
  private final @Nullable String hint;

  public EngineException(
      Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public EngineException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public Kind kind() {
    return kind;
  }

  /** What the engine, or the attempt to reach it, said: a text without a full stop. */
  public String said() {
    String message = getMessage();
    return message == null ? kind.toString() : message;
  }

  /** What the user can do about it, as a sentence. */
  public @Nullable String hint() {
    return hint;
  }
}
