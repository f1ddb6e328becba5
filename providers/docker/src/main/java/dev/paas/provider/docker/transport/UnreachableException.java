package dev.paas.provider.docker.transport;

import java.io.IOException;

/** No connection came about. The message says why, as a clause. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  UnreachableException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** What the user can do about it, as a sentence or a few. */
  public String hint() {
    return hint;
  }
}
