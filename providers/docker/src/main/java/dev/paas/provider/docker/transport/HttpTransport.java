package dev.paas.provider.docker.transport;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to an engine. Safe for use by several threads: each exchange has a connection of
 * its own, and connections that were left clean are used again.
 *
 * <p>All failures are {@link UncheckedIOException}, as docker-java's interface has no checked ones.
 */
public final class HttpTransport implements DockerHttpClient {
  private static final int CHUNK = 32 * 1024;
  private static final int MAX_IDLE = 16;
  private static final Set<String> REPEATABLE = Set.of("GET", "DELETE");

  private final Dialer dialer;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;
  private volatile boolean answered;

  public HttpTransport(Dialer dialer) {
    this.dialer = dialer;
  }

  @Override
  public Response execute(Request request) {
    try {
      Connection used = takeIdle();
      if (used != null) {
        try {
          return exchange(request, used);
        } catch (StaleConnectionException e) {
          if (!REPEATABLE.contains(request.method()) || Thread.currentThread().isInterrupted()) {
            throw e;
          }
        }
      }
      return exchangeFresh(request, dialer.dial());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response exchangeFresh(Request request, Connection connection) throws IOException {
    try {
      Response response = exchange(request, connection);
      answered = true;
      return response;
    } catch (IOException e) {
      throw answered || Thread.currentThread().isInterrupted() ? e : dialer.unanswered(e);
    }
  }

  private Response exchange(Request request, Connection connection) throws IOException {
    try {
      IOException broken = send(request, connection);
      HttpResponse response = receive(connection, broken);
      InputStream hijacker = request.hijackedInput();
      if (hijacker != null && response.isUpgraded()) {
        pump(hijacker, connection);
      }
      return response;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Sends the request. An engine that refuses a request answers, and hangs up, before it has read
   * all of a long body: such a failure is returned, for when there is no answer either.
   */
  private @Nullable IOException send(Request request, Connection connection) throws IOException {
    OutputStream output = connection.output();
    byte[] bytes = request.bodyBytes();
    InputStream body = bytes == null ? request.body() : null;
    try {
      output.write(head(request, bytes, body != null).getBytes(StandardCharsets.ISO_8859_1));
      if (bytes != null) {
        output.write(bytes);
      }
      output.flush();
    } catch (IOException e) {
      return e;
    }
    return body == null ? null : sendChunks(body, output);
  }

  private String head(Request request, byte @Nullable [] bytes, boolean streamed) {
    TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put("Host", dialer.host());
    if (streamed) {
      headers.put("Transfer-Encoding", "chunked");
    } else if (bytes != null || !request.method().equals("GET")) {
      headers.put("Content-Length", Integer.toString(bytes == null ? 0 : bytes.length));
    }
    if (request.hijackedInput() != null) {
      headers.put("Upgrade", "tcp");
      headers.put("Connection", "Upgrade");
    }
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(dialer.pathPrefix()).append(request.path());
    head.append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static @Nullable IOException sendChunks(InputStream body, OutputStream output)
      throws IOException {
    byte[] buffer = new byte[CHUNK];
    while (true) {
      int length = body.readNBytes(buffer, 0, buffer.length);
      try {
        output.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        output.write(buffer, 0, length);
        output.write(new byte[] {'\r', '\n'});
        output.flush();
      } catch (IOException e) {
        return e;
      }
      if (length == 0) {
        return null;
      }
    }
  }

  private HttpResponse receive(Connection connection, @Nullable IOException broken)
      throws IOException {
    try {
      return HttpResponse.read(connection, this::giveBack);
    } catch (IOException e) {
      if (broken != null) {
        broken.addSuppressed(e);
        throw new StaleConnectionException(broken);
      }
      throw e;
    }
  }

  /** Carries what comes from {@code from} to the engine, until its end, in a thread of its own. */
  private static void pump(InputStream from, Connection connection) {
    Thread thread =
        new Thread(
            () -> {
              byte[] buffer = new byte[CHUNK];
              try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                  connection.output().write(buffer, 0, read);
                  connection.output().flush();
                }
                connection.shutdownOutput();
              } catch (IOException e) {
                // The other direction ended first: whoever reads it has seen why.
                return;
              }
            },
            "paas-docker-input");
    thread.setDaemon(true);
    thread.start();
  }

  private @Nullable Connection takeIdle() throws IOException {
    while (true) {
      Connection connection;
      synchronized (idle) {
        connection = idle.pollFirst();
      }
      if (connection == null || !connection.isStale()) {
        return connection;
      }
      connection.close();
    }
  }

  private void giveBack(Connection connection) throws IOException {
    synchronized (idle) {
      if (!closed && idle.size() < MAX_IDLE) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public void close() throws IOException {
    synchronized (idle) {
      closed = true;
      for (Connection connection : idle) {
        connection.close();
      }
      idle.clear();
    }
  }
}
