package dev.paas.state.etcd;

import org.jspecify.annotations.Nullable;

/** What etcd, or the way to it, said instead of an answer. */
final class EtcdFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  enum Code {
    /** Cannot be reached, has no leader, or did not answer in time: a write may have been done. */
    UNAVAILABLE,
    /** The two sides do not agree on certificates, or on whether there are any. */
    TLS,
    /** The user or the password is wrong, or one is needed. */
    CREDENTIALS,
    /** A user was given to an etcd that knows none. */
    NO_USERS,
    /** The user may not do that. */
    DENIED,
    /** The database has reached its quota. */
    NO_SPACE,
    /** More bytes or operations than a request may have. */
    TOO_LARGE,
    /** The revision is not kept any more. */
    COMPACTED,
    /** There is no such lease. */
    NO_LEASE,
    /** Anything else. */
    OTHER
  }

  private final Code code;

  EtcdFailure(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  Code code() {
    return code;
  }

  /** Whether the same request may be answered a little later. */
  boolean passes() {
    return code == Code.UNAVAILABLE;
  }

  String text() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }
}
