package dev.paas.provider.jclouds.cloud;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that a cloud did not answer as it should. */
public final class CloudException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** Nobody is there, or not one whom we trust. */
    UNREACHABLE,
    /** The connection broke, or no answer came in time: whether it was done is not known. */
    BROKEN,
    /** The credentials are wrong. */
    UNAUTHORIZED,
    /** The account may not do it, or not more of it. */
    FORBIDDEN,
    NOT_FOUND,
    /** It cannot be done in the state that the thing is in. */
    CONFLICT,
    /** Too many calls, or not now. */
    BUSY,
    /** The cloud failed. */
    FAILED,
    /** The cloud does not do that. */
    REFUSED
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  public CloudException(Kind kind, String said) {
    this(kind, said, null, null);
  }

  public CloudException(
      Kind kind, String said, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(said, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** What the cloud said, or what went wrong on the way to it. */
  public String said() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** How long it asked to wait before the next try. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
