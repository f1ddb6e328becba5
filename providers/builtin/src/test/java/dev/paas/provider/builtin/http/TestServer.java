package dev.paas.provider.builtin.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine. */
final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** The URL of a path. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** {@code GET /path authorization}, in order. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String secret = exchange.getRequestHeaders().getFirst("Authorization");
    synchronized (this) {
      requests.add(exchange.getRequestMethod() + " " + path + " " + secret);
    }
    switch (path) {
      case "/json" -> send(exchange, 200, "application/json; charset=utf-8", "{\"a\": [1]}");
      case "/text" -> send(exchange, 200, "text/plain", "hello");
      case "/echo" -> send(exchange, 200, "text/plain", "you said " + secret);
      case "/busy" -> {
        exchange.getResponseHeaders().set("Retry-After", "7");
        send(exchange, 503, "text/plain", "later");
      }
      case "/large" -> send(exchange, 200, "text/plain", "x".repeat((1 << 20) + 1));
      case "/loop" -> redirect(exchange, "/loop");
      case "/moved" -> redirect(exchange, "/text");
      case "/slow" -> {
        try {
          end.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      default -> {
        if (path.startsWith("/to?")) {
          redirect(exchange, path.substring("/to?".length()));
        } else {
          send(exchange, 404, "text/plain", "nothing here");
        }
      }
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    send(exchange, 302, "text/plain", "");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
