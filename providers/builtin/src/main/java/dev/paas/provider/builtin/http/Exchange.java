package dev.paas.provider.builtin.http;

import dev.paas.provider.builtin.text.Secrets;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One question to a web server, with its redirections. */
final class Exchange {
  private static final int MOST_REDIRECTIONS = 5;

  private @Nullable HttpClient client;

  /**
   * What is asked.
   *
   * @param headers not sensitive any more: for the server's eyes only
   * @param timeout for everything together
   */
  record Question(
      URI url, String method, MapValue headers, boolean followsRedirects, Duration timeout) {

    Question at(URI other, Duration left) {
      boolean sameServer =
          other.getScheme().equalsIgnoreCase(url.getScheme())
              && other.getHost().equalsIgnoreCase(url.getHost())
              && other.getPort() == url.getPort();
      // Another server must not get to know what may be a password.
      return new Question(other, method, sameServer ? headers : MapValue.empty(), true, left);
    }
  }

  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
      client = made;
    }
    return made;
  }

  HttpResponse<byte[]> ask(Question question, Secrets secrets) throws ProviderException {
    long deadline = System.nanoTime() + question.timeout().toNanos();
    Question current = question;
    for (int redirections = 0; ; redirections++) {
      HttpResponse<byte[]> response = send(current, question.timeout(), secrets);
      URI next = question.followsRedirects() ? redirection(current, response) : null;
      if (next == null) {
        return response;
      }
      if (redirections == MOST_REDIRECTIONS) {
        throw HttpLookup.refusal("the server redirects more than " + MOST_REDIRECTIONS + " times")
            .build();
      }
      current = current.at(next, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  private static @Nullable URI redirection(Question asked, HttpResponse<byte[]> response)
      throws ProviderException {
    int status = response.statusCode();
    String location = response.headers().firstValue("location").orElse("");
    boolean redirects = status >= 301 && status <= 308 && status != 304 && status != 305;
    if (!redirects || status == 306 || location.isEmpty()) {
      return null;
    }
    URI next;
    try {
      next = asked.url().resolve(location);
    } catch (IllegalArgumentException invalid) {
      throw HttpLookup.refusal("the server redirects to what is not a URL").build();
    }
    boolean web = "https".equalsIgnoreCase(next.getScheme());
    boolean plain =
        "http".equalsIgnoreCase(next.getScheme())
            && "http".equalsIgnoreCase(asked.url().getScheme());
    if ((!web && !plain) || next.getHost() == null) {
      throw HttpLookup.refusal("the server redirects from https to something less safe").build();
    }
    return next;
  }

  private HttpResponse<byte[]> send(Question question, Duration allowed, Secrets secrets)
      throws ProviderException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client().sendAsync(request(question, secrets), head -> new LimitedBody(TextFile.LARGEST));
    try {
      return answer.get(question.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw HttpLookup.refusal("the server did not answer within " + shown(allowed))
          .hint("Allow more with timeout:, or look why it is so slow.")
          .retryable()
          .build();
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw HttpLookup.refusal("it was interrupted").build();
    } catch (ExecutionException failed) {
      throw failure(failed.getCause());
    }
  }

  private static HttpRequest request(Question question, Secrets secrets) throws ProviderException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(question.url())
            .method(question.method(), HttpRequest.BodyPublishers.noBody());
    for (Map.Entry<String, Value> header : question.headers().entries().entrySet()) {
      String text = Value.textOf(header.getValue());
      try {
        request.header(header.getKey(), text == null ? "" : text);
      } catch (IllegalArgumentException invalid) {
        throw ProviderException.builder(
                "the header " + secrets.masked(header.getKey()) + " cannot be sent")
            .detail(
                "Its name or its value has a character that it must not have, or it is the client's own.")
            .path(ValuePath.of("headers"))
            .build();
      }
    }
    return request.build();
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Messages of the JDK are left out where they may have the URL in them. */
  private static ProviderException failure(@Nullable Throwable cause) {
    if (cause instanceof LimitedBody.TooLargeException) {
      return HttpLookup.refusal("the answer is larger than 1 MiB")
          .detail("A plan carries what it has read.")
          .build();
    }
    if (cause instanceof ConnectException refused) {
      boolean unresolved =
          refused.getCause() instanceof ConnectException deeper
              && deeper.getCause() instanceof UnresolvedAddressException;
      return HttpLookup.refusal(
              unresolved ? "the server's name is not known" : "the server cannot be reached")
          .hint("Look whether it runs, and whether its name and port are right.")
          .retryable()
          .build();
    }
    if (cause instanceof SSLException) {
      return HttpLookup.refusal("no safe connection to the server can be made")
          .detail("Its certificate is not one that this machine trusts, or it does not speak TLS.")
          .build();
    }
    ProviderException.Builder failure = HttpLookup.refusal("the connection broke");
    return cause instanceof IOException ? failure.retryable().build() : failure.build();
  }
}
