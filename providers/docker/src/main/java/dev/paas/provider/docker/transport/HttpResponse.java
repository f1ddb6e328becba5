package dev.paas.provider.docker.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine's answer: its head, read already, and its body, which is read as it comes. */
final class HttpResponse implements DockerHttpClient.Response {
  private static final int MAX_HEAD = 256 * 1024;

  /** Takes a connection that can be used again. */
  interface Returns {
    void giveBack(Connection connection) throws IOException;
  }

  private final Connection connection;
  private final Returns returns;
  private final int status;
  private final Map<String, List<String>> headers;
  private final InputStream body;
  private final boolean keepAlive;
  private boolean closed;

  private HttpResponse(
      Connection connection, Returns returns, int status, Map<String, List<String>> headers)
      throws IOException {
    this.connection = connection;
    this.returns = returns;
    this.status = status;
    this.headers = headers;
    boolean bodiless = status == 204 || status == 304;
    String length = getHeader("Content-Length");
    InputStream input = connection.input();
    if (isUpgraded()) {
      this.body = input;
    } else if (bodiless) {
      this.body = new BoundedInput(input, 0);
    } else if (has("Transfer-Encoding", "chunked")) {
      this.body = new ChunkedInput(input);
    } else {
      this.body = length == null ? input : new BoundedInput(input, parseLength(length));
    }
    this.keepAlive = body != input && !has("Connection", "close");
  }

  static HttpResponse read(Connection connection, Returns returns) throws IOException {
    while (true) {
      int[] budget = {MAX_HEAD};
      String line = line(connection.input(), budget);
      if (line == null) {
        throw new StaleConnectionException("the engine closed the connection without an answer");
      }
      String[] parts = line.split(" ", 3);
      if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
        throw new IOException("this is not a Docker Engine: it does not answer in HTTP");
      }
      Map<String, List<String>> headers = headers(connection.input(), budget);
      int status = Integer.parseInt(parts[1]);
      if (status >= 200 || status == 101) {
        return new HttpResponse(connection, returns, status, headers);
      }
    }
  }

  private static Map<String, List<String>> headers(InputStream input, int[] budget)
      throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    while (true) {
      String line = line(input, budget);
      if (line == null) {
        throw new IOException("the engine's answer ends in its head");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(line.substring(0, colon).trim(), name -> new ArrayList<>())
            .add(line.substring(colon + 1).trim());
      }
    }
  }

  /** A line without its end; {@code null} when the stream ends before it begins. */
  static @Nullable String line(InputStream input, int[] budget) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = input.read(); b != '\n'; b = input.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new IOException("the engine's answer ends in the middle of a line");
      }
      if (--budget[0] < 0) {
        throw new IOException("the engine's answer has a head of more than " + MAX_HEAD + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static long parseLength(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("the engine's answer has no valid length: " + text, e);
    }
  }

  private boolean has(String header, String value) {
    String actual = getHeader(header);
    return actual != null && actual.toLowerCase(Locale.ROOT).contains(value);
  }

  boolean isUpgraded() {
    return status == 101;
  }

  /** For docker-java an upgraded connection is a success like any other. */
  @Override
  public int getStatusCode() {
    return isUpgraded() ? 200 : status;
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }

  @Override
  public InputStream getBody() {
    return body;
  }

  /** Gives the connection back when nothing of the body is left over, or next to nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      if (keepAlive && drained()) {
        returns.giveBack(connection);
      } else {
        connection.close();
      }
    } catch (IOException e) {
      // The exchange is over; a connection that cannot be closed properly is gone all the same.
      return;
    }
  }

  private boolean drained() {
    try {
      return body instanceof Framed framed && framed.finish();
    } catch (IOException e) {
      return false;
    }
  }

  /** A body whose end can be told. */
  interface Framed {
    /**
     * Reads what is left of it if that has arrived already; never waits.
     *
     * @return whether the end was reached
     */
    boolean finish() throws IOException;
  }
}
