package dev.paas.provider.jclouds.cloud.compute;

import com.google.common.base.Throwables;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.connection.Answers;
import java.util.NoSuchElementException;
import org.jclouds.http.HttpResponseException;
import org.jclouds.rest.AuthorizationException;
import org.jclouds.rest.InsufficientResourcesException;
import org.jclouds.rest.ResourceNotFoundException;
import org.jspecify.annotations.Nullable;

/** Failures of a compute service: by what was answered, else by jclouds' own classes. */
final class ComputeFailures {
  private static final int SERVER_ERROR = 500;

  private ComputeFailures() {}

  static CloudException of(Throwable thrown) {
    Throwable root = Throwables.getRootCause(thrown);
    boolean answered =
        Throwables.getCausalChain(thrown).stream()
            .anyMatch(HttpResponseException.class::isInstance);
    Kind kind = answered ? null : kind(thrown);
    return kind == null
        ? Answers.failure(thrown, ComputeFailures::read)
        : new CloudException(kind, String.valueOf(root.getMessage()), null, thrown);
  }

  private static @Nullable Kind kind(Throwable thrown) {
    for (Throwable each : Throwables.getCausalChain(thrown)) {
      if (each instanceof AuthorizationException) {
        return Kind.UNAUTHORIZED;
      }
      if (each instanceof ResourceNotFoundException) {
        return Kind.NOT_FOUND;
      }
      if (each instanceof InsufficientResourcesException) {
        return Kind.FORBIDDEN;
      }
      if (each instanceof UnsupportedOperationException
          || each instanceof NoSuchElementException
          || each instanceof IllegalArgumentException) {
        return Kind.REFUSED;
      }
    }
    return null;
  }

  private static Answers.Told read(int status, String text) {
    String said = text.stripLeading().startsWith("<") ? "" : text;
    return new Answers.Told(kind(status), said);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 408, 429, 503 -> Kind.BUSY;
      default -> status >= SERVER_ERROR ? Kind.FAILED : Kind.REFUSED;
    };
  }
}
