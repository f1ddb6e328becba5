package dev.paas.provider.docker.engine.dockerjava;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.paas.provider.docker.engine.EngineClient.ExecCommand;
import dev.paas.provider.docker.engine.EngineClient.LogQuery;
import dev.paas.provider.docker.engine.EngineClient.LogReceiver;
import dev.paas.provider.docker.engine.EngineException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * The output of containers and of commands in them. The engine sends it in frames: which stream a
 * piece belongs to, its length, and the piece.
 */
final class Streams {
  private static final int ERROR_STREAM = 2;
  private static final int BUFFER = 32 * 1024;

  private final DockerHttpClient transport;
  private final String versionPath;

  /**
   * @param versionPath such as {@code /v1.41}
   */
  Streams(DockerHttpClient transport, String versionPath) {
    this.transport = transport;
    this.versionPath = versionPath;
  }

  void logs(String container, LogQuery query, LogReceiver receiver)
      throws IOException, EngineException {
    StringBuilder path = new StringBuilder(versionPath + "/containers/" + container + "/logs");
    path.append("?stdout=1&stderr=1&timestamps=1&follow=").append(query.follow() ? 1 : 0);
    path.append("&tail=").append(query.tail() == null ? "all" : query.tail());
    if (query.since() != null) {
      Instant since = Instant.now().minus(query.since());
      path.append(
          String.format(Locale.ROOT, "&since=%d.%09d", since.getEpochSecond(), since.getNano()));
    }
    Request request = Request.builder().method(Request.Method.GET).path(path.toString()).build();
    try (Response response = Calls.send(transport, request)) {
      frames(response.getBody(), (stream, piece) -> deliver(stream, piece, receiver));
    }
  }

  /** Each frame is one entry of the log: its time, a space, its text. */
  private static void deliver(int stream, byte[] piece, LogReceiver receiver) {
    int space = 0;
    while (space < piece.length && piece[space] != ' ') {
      space++;
    }
    int start = Math.min(space + 1, piece.length);
    byte[] text = new byte[piece.length - start];
    System.arraycopy(piece, start, text, 0, text.length);
    receiver.piece(
        new String(piece, 0, space, StandardCharsets.US_ASCII), stream == ERROR_STREAM, text);
  }

  /** Starts a command that was prepared, and carries its streams until it ends. */
  void exec(String exec, ExecCommand command) throws IOException, EngineException {
    String body = "{\"Detach\":false,\"Tty\":" + command.terminal() + "}";
    Request request =
        Request.builder()
            .method(Request.Method.POST)
            .path(versionPath + "/exec/" + exec + "/start")
            .putHeader("Content-Type", "application/json")
            .bodyBytes(body.getBytes(StandardCharsets.UTF_8))
            .hijackedInput(command.input())
            .build();
    try (Response response = Calls.send(transport, request)) {
      InputStream output = response.getBody();
      if (command.terminal()) {
        copy(output, command.output());
      } else {
        frames(
            output,
            (stream, piece) -> {
              OutputStream to = stream == ERROR_STREAM ? command.errors() : command.output();
              to.write(piece);
              to.flush();
            });
      }
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  /** Takes the pieces of a stream. */
  private interface FrameSink {
    void take(int stream, byte[] piece) throws IOException;
  }

  private static void frames(InputStream body, FrameSink sink) throws IOException {
    DataInputStream input = new DataInputStream(body);
    while (true) {
      int stream = input.read();
      if (stream < 0) {
        return;
      }
      input.skipNBytes(3);
      int length = input.readInt();
      byte[] piece = input.readNBytes(length);
      if (piece.length < length) {
        throw new EOFException("the output ends in the middle of a piece");
      }
      sink.take(stream, piece);
    }
  }
}
