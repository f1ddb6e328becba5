package dev.paas.provider.jclouds.cloud.nova;

import com.google.common.base.Throwables;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jspecify.annotations.Nullable;

/** What jclouds throws, told by what was answered rather than by its class. */
final class Failures {
  private static final int LONGEST = 400;
  private static final int SERVER_ERROR = 500;

  private Failures() {}

  static CloudException of(Throwable thrown) {
    for (Throwable each : Throwables.getCausalChain(thrown)) {
      if (each instanceof HttpResponseException answered && answered.getResponse() != null) {
        return answered(answered, answered.getResponse());
      }
    }
    for (Throwable each : Throwables.getCausalChain(thrown)) {
      if (each instanceof IOException failed) {
        return unanswered(failed);
      }
    }
    return new CloudException(
        Kind.REFUSED, "its answer cannot be understood: " + thrown.getMessage(), null, thrown);
  }

  private static CloudException unanswered(IOException failed) {
    String said = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    if (failed instanceof UnknownHostException) {
      return new CloudException(Kind.UNREACHABLE, "there is no host " + said, null, failed);
    }
    boolean connected =
        failed instanceof SocketTimeoutException || failed instanceof SocketException;
    boolean refused = failed instanceof ConnectException;
    Kind kind = refused || !connected ? Kind.UNREACHABLE : Kind.BROKEN;
    return new CloudException(kind, said, null, failed);
  }

  private static CloudException answered(HttpResponseException failure, HttpResponse response) {
    int status = response.getStatusCode();
    String text = failure.getContent() == null ? "" : failure.getContent();
    String said = said(text);
    Duration wait = retryAfter(response.getFirstHeaderOrNull("Retry-After"), Instant.now());
    return new CloudException(
        kind(status), said.isEmpty() ? response.getStatusLine() : said, wait, failure);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 408, 413, 429, 503 -> Kind.BUSY;
      default -> status >= SERVER_ERROR ? Kind.FAILED : Kind.REFUSED;
    };
  }

  /** The message in an answer, wherever in it the service has it. */
  private static String said(String text) {
    try {
      String message = message(JsonParser.parseString(text));
      if (message != null) {
        return shortened(message);
      }
    } catch (JsonSyntaxException e) {
      return text.stripLeading().startsWith("<") ? "" : shortened(text);
    }
    return shortened(text);
  }

  private static @Nullable String message(JsonElement json) {
    if (!(json instanceof JsonObject object)) {
      return null;
    }
    JsonElement own = object.get("message");
    if (own != null && own.isJsonPrimitive()) {
      return own.getAsString();
    }
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String inner = message(entry.getValue());
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** Seconds, or a date of HTTP. */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip())));
    } catch (NumberFormatException e) {
      return until(header.strip(), now);
    }
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
