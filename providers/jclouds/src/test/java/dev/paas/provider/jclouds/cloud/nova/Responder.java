package dev.paas.provider.jclouds.cloud.nova;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for an OpenStack: Keystone lets everybody in but one, Nova answers as it was told. */
final class Responder implements AutoCloseable {
  /** An answer of Nova. */
  record Answer(int status, String body, Map<String, String> headers) {
    static Answer of(String body) {
      return new Answer(200, body, Map.of());
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  Responder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v3/auth/tokens", this::login);
    server.createContext("/compute", this::answer);
    server.start();
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Access access(String password) {
    return new Access(
        Access.Login.PASSWORD,
        base() + "/v3",
        "Default",
        "me",
        password,
        "shop",
        null,
        null,
        Duration.ofSeconds(3));
  }

  /** What Nova answers next; it answers nothing more when it has no answer left. */
  void next(Answer answer) {
    answers.add(answer);
  }

  /** What was asked for, each with its method; logins are told by {@code login}. */
  Queue<String> requests() {
    return requests;
  }

  private void login(HttpExchange exchange) throws IOException {
    requests.add("login");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains("\"wrong\"")) {
      reply(
          exchange,
          401,
          "{\"error\": {\"code\": 401, \"message\": \"The request needs authentication.\"}}");
      return;
    }
    exchange.getResponseHeaders().add("X-Subject-Token", "token-" + requests.size());
    reply(
        exchange,
        201,
        """
        {"token": {"issued_at": "2026-01-01T00:00:00.000000Z",
          "expires_at": "2036-01-01T00:00:00.000000Z", "methods": ["password"],
          "user": {"id": "u", "name": "me", "domain": {"id": "default", "name": "Default"}},
          "catalog": [{"id": "c", "type": "compute", "name": "nova", "endpoints": [
            {"id": "e", "interface": "public", "region": "One", "region_id": "One",
             "url": "%s/compute/v2.1"}]}]}}
        """
            .formatted(base()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    Answer answer = answers.poll();
    if (answer == null) {
      // Nothing is answered until the server is closed.
      return;
    }
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    reply(exchange, answer.status(), answer.body());
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
