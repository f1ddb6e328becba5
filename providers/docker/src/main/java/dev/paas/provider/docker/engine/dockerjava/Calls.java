package dev.paas.provider.docker.engine.dockerjava;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.transport.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes calls and tells their failures in the provider's terms. */
final class Calls {
  private static final int MAX_MESSAGE = 64 * 1024;

  /** A call which has an answer. */
  interface Call<T> {
    T make() throws IOException, InterruptedException, EngineException;
  }

  /** A call which has none. */
  interface Action {
    void make() throws IOException, InterruptedException, EngineException;
  }

  private Calls() {}

  static <T> T make(Call<T> call) throws EngineException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      return call.make();
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
  }

  static void run(Action action) throws EngineException, InterruptedException {
    make(
        () -> {
          action.make();
          return true;
        });
  }

  /** Sends a request that docker-java has no good form of. The caller closes the answer. */
  static Response send(DockerHttpClient transport, Request request)
      throws IOException, EngineException {
    Response response = transport.execute(request);
    int status = response.getStatusCode();
    if (status >= 200 && status < 300) {
      return response;
    }
    try (response) {
      throw refusal(response);
    }
  }

  /** What an answer that is none of success means. */
  static EngineException refusal(Response response) throws IOException {
    byte[] body = response.getBody().readNBytes(MAX_MESSAGE);
    return refusal(response.getStatusCode(), new String(body, StandardCharsets.UTF_8), null);
  }

  /**
   * What a failed call means.
   *
   * @throws InterruptedException when it failed because its thread was interrupted
   */
  static EngineException explained(Exception failure) throws InterruptedException {
    if (Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException();
      interrupted.initCause(failure);
      throw interrupted;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreachableException unreachable) {
        return new EngineException(
            Kind.UNREACHABLE, message(unreachable), unreachable.hint(), failure);
      }
      if (cause instanceof DockerException refused) {
        return refusal(refused.getHttpStatus(), message(refused), failure);
      }
      if (cause instanceof JsonProcessingException) {
        return new EngineException(
            Kind.FAILED,
            "its answer could not be understood",
            "Is this a Docker Engine, and does nothing else answer at its address?",
            failure);
      }
      if (cause instanceof IOException) {
        return new EngineException(Kind.BROKEN, message(cause), null, failure);
      }
    }
    return new EngineException(Kind.FAILED, message(failure), null, failure);
  }

  private static EngineException refusal(int status, String body, @Nullable Throwable cause) {
    Kind kind =
        switch (status) {
          case 404 -> Kind.NOT_FOUND;
          case 409 -> Kind.CONFLICT;
          default -> status >= 500 ? Kind.FAILED : Kind.REFUSED;
        };
    return new EngineException(kind, tidy(body), null, cause);
  }

  /** The engine's own words out of {@code Status 404: {"message":"…"}}. */
  private static String tidy(String body) {
    String text = body.trim();
    int brace = text.indexOf('{');
    if (brace >= 0) {
      try {
        String message =
            new ObjectMapper().readTree(text.substring(brace)).path("message").asText();
        text = message.isBlank() ? text : message.trim();
      } catch (JsonProcessingException e) {
        // Not JSON: taken as it is.
        return text;
      }
    }
    String prefix = "error response from daemon: ";
    if (text.toLowerCase(Locale.ROOT).startsWith(prefix)) {
      text = text.substring(prefix.length());
    }
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
