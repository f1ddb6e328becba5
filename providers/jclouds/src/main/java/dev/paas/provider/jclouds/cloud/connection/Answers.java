package dev.paas.provider.jclouds.cloud.connection;

import com.google.common.base.Throwables;
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
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jspecify.annotations.Nullable;

/** What jclouds throws, told by what was answered rather than by its class. */
public final class Answers {
  private static final int LONGEST = 400;
  private static final int MULTIPLE_CHOICES = 300;

  private Answers() {}

  /** Reads an API's answer that tells of a failure. */
  public interface Reader {
    /**
     * Says what kind of failure it is, in the API's words.
     *
     * @param text the answer; empty when there is none
     */
    Told read(int status, String text);
  }

  /** A failure as an API tells it; {@code said} is empty when it says nothing. */
  public record Told(Kind kind, String said) {}

  /** What went wrong, by the answer, or by why there is none. */
  public static CloudException failure(Throwable thrown, Reader reader) {
    for (Throwable each : Throwables.getCausalChain(thrown)) {
      if (each instanceof HttpResponseException answered && isFailure(answered.getResponse())) {
        return answered(answered, answered.getResponse(), reader);
      }
    }
    for (Throwable each : Throwables.getCausalChain(thrown)) {
      if (each instanceof IOException failed) {
        return unanswered(failed);
      }
    }
    String why = Throwables.getRootCause(thrown).getMessage();
    return new CloudException(
        Kind.REFUSED, "its answer cannot be understood: " + why, null, thrown);
  }

  /** An answer that jclouds cannot read is a failure to it, too. */
  private static boolean isFailure(@Nullable HttpResponse response) {
    return response != null && response.getStatusCode() >= MULTIPLE_CHOICES;
  }

  private static CloudException answered(
      HttpResponseException failure, HttpResponse response, Reader reader) {
    String text = failure.getContent() == null ? "" : failure.getContent();
    Told told = reader.read(response.getStatusCode(), text);
    String said = told.said().isEmpty() ? response.getStatusLine() : shortened(told.said());
    Duration wait = retryAfter(response.getFirstHeaderOrNull("Retry-After"), Instant.now());
    return new CloudException(told.kind(), said, wait, failure);
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

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** Seconds, or a date of HTTP. */
  public static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
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
