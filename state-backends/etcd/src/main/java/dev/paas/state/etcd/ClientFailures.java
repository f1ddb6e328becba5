package dev.paas.state.etcd;

import dev.paas.state.etcd.EtcdFailure.Code;
import io.etcd.jetcd.common.exception.CompactedException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What jetcd and gRPC throw, as kinds of failures. */
final class ClientFailures {
  private ClientFailures() {}

  static EtcdFailure of(Throwable failure) {
    if (failure instanceof EtcdFailure known) {
      return known;
    }
    if (find(failure, CompactedException.class) != null) {
      return new EtcdFailure(Code.COMPACTED, rootText(failure), failure);
    }
    if (find(failure, SSLException.class) != null
        || find(failure, java.security.cert.CertificateException.class) != null) {
      return new EtcdFailure(Code.TLS, rootText(failure), failure);
    }
    Status status = innermostStatus(failure);
    String description = status.getDescription();
    String text = description == null ? rootText(failure) : description;
    if (description != null && status.getCause() != null) {
      text = description + ": " + rootText(status.getCause());
    }
    return new EtcdFailure(code(status, text.toLowerCase(Locale.ROOT)), text, failure);
  }

  /**
   * Mostly by the status; by the words of etcd's own list of errors, which has been the same since
   * version 3.0, where one status is of several.
   */
  private static Code code(Status status, String text) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, INTERNAL -> Code.UNAVAILABLE;
      case PERMISSION_DENIED -> Code.DENIED;
      case UNAUTHENTICATED -> Code.CREDENTIALS;
      case RESOURCE_EXHAUSTED ->
          text.contains("space exceeded")
              ? Code.NO_SPACE
              : text.contains("too many requests") ? Code.UNAVAILABLE : Code.TOO_LARGE;
      case OUT_OF_RANGE -> text.contains("compacted") ? Code.COMPACTED : Code.OTHER;
      case NOT_FOUND -> text.contains("lease not found") ? Code.NO_LEASE : Code.OTHER;
      case INVALID_ARGUMENT ->
          text.contains("authentication failed") || text.contains("user name is empty")
              ? Code.CREDENTIALS
              : text.contains("too large") || text.contains("too many operations")
                  ? Code.TOO_LARGE
                  : Code.OTHER;
      case FAILED_PRECONDITION ->
          text.contains("authentication is not enabled")
              ? Code.NO_USERS
              : text.contains("permission denied")
                  ? Code.DENIED
                  : text.contains("auth token") ? Code.CREDENTIALS : Code.OTHER;
      case UNKNOWN ->
          text.contains("auth token")
              ? Code.CREDENTIALS
              : text.contains("permission denied") ? Code.DENIED : Code.UNAVAILABLE;
      case OK, ALREADY_EXISTS, DATA_LOSS, UNIMPLEMENTED -> Code.OTHER;
    };
  }

  /** A failed login is the cause of a status that says nothing. */
  private static Status innermostStatus(Throwable failure) {
    Status found = Status.UNKNOWN.withCause(failure);
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 50; depth++) {
      if (at instanceof StatusRuntimeException runtime) {
        found = runtime.getStatus();
      } else if (at instanceof StatusException checked) {
        found = checked.getStatus();
      }
      at = at.getCause();
    }
    return found;
  }

  private static <T extends Throwable> @org.jspecify.annotations.Nullable T find(
      Throwable failure, Class<T> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 50; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  /** What the innermost cause says. */
  static String rootText(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 50; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message.strip();
  }
}
