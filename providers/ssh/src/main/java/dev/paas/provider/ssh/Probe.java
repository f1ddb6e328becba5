package dev.paas.provider.ssh;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks once whether a machine answers. */
final class Probe {
  private Probe() {}

  /**
   * Looks whether something listens.
   *
   * @return why not, as a clause; {@code null} when it does
   */
  static @Nullable String tcp(String host, int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis(timeout));
      return null;
    } catch (IOException closed) {
      return "nothing listens on port " + port + " of " + host;
    }
  }

  /**
   * Asks a web server.
   *
   * @return what is wrong with its answer, as a clause; {@code null} when nothing is
   */
  static @Nullable String http(String host, Readiness.Http wanted, Duration timeout) {
    URL url = url(host, wanted);
    try {
      HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
      try {
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(millis(timeout));
        connection.setReadTimeout(millis(timeout));
        int status = connection.getResponseCode();
        return wanted.accepts(status) ? null : url + " answers with status " + status;
      } finally {
        connection.disconnect();
      }
    } catch (IOException silent) {
      return url + " gives no answer";
    }
  }

  private static URL url(String host, Readiness.Http wanted) {
    String scheme = wanted.tls() ? "https" : "http";
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + wanted.port();
    try {
      return new URI(scheme + "://" + authority + wanted.path()).toURL();
    } catch (URISyntaxException | MalformedURLException checkedBySchema) {
      throw new IllegalArgumentException(checkedBySchema);
    }
  }

  private static int millis(Duration timeout) {
    return (int) Math.max(1, timeout.toMillis());
  }
}
