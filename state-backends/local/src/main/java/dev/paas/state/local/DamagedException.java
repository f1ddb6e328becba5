package dev.paas.state.local;

/** Bytes of a file that cannot be what was written; the message is a clause that says so. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long offset;

  DamagedException(String message) {
    this(message, 0);
  }

  /**
   * @param offset where in the file, in bytes from its start
   */
  DamagedException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }
}
