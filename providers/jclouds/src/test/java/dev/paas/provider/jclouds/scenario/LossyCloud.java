package dev.paas.provider.jclouds.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an OpenStack and passes on what it is asked. While it is told to, it loses the
 * answers to orders of servers, and what it lost is not listed for a while.
 */
final class LossyCloud implements AutoCloseable {
  private static final String HOST = "http://127.0.0.1:";
  private static final List<String> PASSED =
      List.of("X-Auth-Token", "Content-Type", "Accept", "OpenStack-API-Version");
  private static final List<String> RETURNED = List.of("X-Subject-Token", "Content-Type");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI keystone;
  private final HttpServer server;
  private final AtomicInteger hidden = new AtomicInteger();
  private final AtomicInteger orders = new AtomicInteger();

  /**
   * @param keystone the address of the cloud's Keystone
   */
  LossyCloud(String keystone) throws IOException {
    this.keystone = URI.create(keystone);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Its own address, in the place of Keystone's. */
  String endpoint() {
    return base() + keystone.getPort() + keystone.getPath();
  }

  private String base() {
    return HOST + server.getAddress().getPort() + "/";
  }

  /** The next order's answer is lost, and as many lists after it tell of no server at all. */
  void lose(int lists) {
    hidden.set(lists);
  }

  /** How many servers were ordered. */
  int orders() {
    return orders.get();
  }

  /** The first element of the path is the port of the service that is meant. */
  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean order = exchange.getRequestMethod().equals("POST") && path.endsWith("/servers");
    boolean list = path.endsWith("/servers/detail") && orders.get() > 0;
    if (list && hidden.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      reply(exchange, 200, "{\"servers\": []}");
      return;
    }
    HttpResponse<String> answer = ask(exchange);
    if (order && orders.incrementAndGet() > 0 && hidden.get() > 0) {
      exchange.close();
      return;
    }
    for (String name : RETURNED) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    boolean login = path.endsWith("/auth/tokens");
    reply(
        exchange, answer.statusCode(), login ? answer.body().replace(HOST, base()) : answer.body());
  }

  private HttpResponse<String> ask(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(HOST + asked.toString().substring(1)))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : PASSED) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
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
