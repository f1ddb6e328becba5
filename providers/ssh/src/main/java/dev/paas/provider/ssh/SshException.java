package dev.paas.provider.ssh;

/** A connection that could not be made or was lost. */
final class SshException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  enum Kind {
    /** Nobody answers, or not in SSH: the machine may still be starting. */
    UNREACHABLE,
    /** The machine does not accept the key: it may not have it yet. */
    REFUSED,
    /** Another machine than the one that was known answers. */
    HOST_KEY,
    /** The private key cannot be used. */
    PRIVATE_KEY,
    /** The connection broke while something was under way. */
    LOST;

    /** Whether the same may work a little later. */
    boolean mayPass() {
      return this == UNREACHABLE || this == REFUSED || this == LOST;
    }
  }

  private final Kind kind;

  /**
   * @param message a clause without a full stop
   */
  SshException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    String message = getMessage();
    return message == null ? kind.name() : message;
  }
}
