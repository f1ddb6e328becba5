package dev.paas.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands for an OpenStack whose servers are there at once, in numbers that a real one takes minutes
 * for. It lists them in pages of {@link #PAGE}, and keeps what it was asked for.
 */
final class CountingNova implements AutoCloseable {
  static final int PAGE = 100;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Map<String, ObjectNode> servers = new LinkedHashMap<>();
  private final CountingGroups groups = new CountingGroups();

  CountingNova() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v3/auth/tokens", this::login);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return base() + "/v3";
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked about servers and security groups since the last time, each with its method. */
  List<String> asked() {
    List<String> asked = new ArrayList<>();
    String request;
    while ((request = requests.poll()) != null) {
      asked.add(request);
    }
    return asked;
  }

  /** How many security groups there are. */
  int groups() {
    return groups.size();
  }

  synchronized int size() {
    return servers.size();
  }

  private void login(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("X-Subject-Token", "token");
    StringBuilder catalogue = new StringBuilder();
    Map<String, String> services =
        Map.of("compute", "/compute/v2.1", "image", "/image", "network", "/network");
    services.forEach(
        (type, path) ->
            catalogue
                .append(catalogue.isEmpty() ? "" : ",")
                .append(
                    """
                    {"id": "%1$s", "type": "%1$s", "name": "%1$s", "endpoints": [
                      {"id": "%1$s", "interface": "public", "region": "One", "region_id": "One",
                       "url": "%2$s"}]}
                    """
                        .formatted(type, base() + path)));
    reply(
        exchange,
        201,
        """
        {"token": {"issued_at": "2026-01-01T00:00:00.000000Z",
          "expires_at": "2036-01-01T00:00:00.000000Z", "methods": ["password"],
          "user": {"id": "u", "name": "me", "domain": {"id": "default", "name": "Default"}},
          "catalog": [%s]}}
        """
            .formatted(catalogue));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.startsWith("/compute/v2.1/servers")) {
      servers(exchange, path.substring("/compute/v2.1/servers".length()), body);
      return;
    }
    if (path.startsWith("/network/v2.0/security-group")) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      String found =
          groups.answer(
              exchange.getRequestMethod(),
              path.substring("/network".length()),
              parameters(exchange),
              body);
      reply(exchange, found.isEmpty() ? 404 : 200, found.isEmpty() ? "{}" : found);
      return;
    }
    switch (path) {
      case "/image/v2/images" ->
          reply(
              exchange,
              200,
              "{\"images\": [{\"id\": \"i\", \"name\": \"system\", \"status\": \"active\","
                  + " \"created_at\": \"2026-01-01T00:00:00Z\"}]}");
      case "/compute/v2.1/flavors/detail" ->
          reply(
              exchange,
              200,
              "{\"flavors\": [{\"id\": \"f\", \"name\": \"tiny\", \"vcpus\": 1, \"ram\": 512,"
                  + " \"disk\": 1}]}");
      case "/network/v2.0/quotas/tenant" -> reply(exchange, 403, "{}");
      case "/compute/v2.1/limits" -> reply(exchange, 200, "{\"limits\": {\"absolute\": {}}}");
      default -> reply(exchange, 404, "{}");
    }
  }

  private void servers(HttpExchange exchange, String id, String body) throws IOException {
    String method = exchange.getRequestMethod();
    requests.add(method + " " + exchange.getRequestURI());
    if (method.equals("POST")) {
      reply(exchange, 202, made(MAPPER.readTree(body).path("server")));
    } else if (id.equals("/detail")) {
      reply(exchange, 200, page(parameters(exchange)));
    } else {
      String found = one(id.substring(1));
      reply(exchange, found.isEmpty() ? 404 : 200, found.isEmpty() ? "{}" : found);
    }
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String each : query == null ? new String[0] : query.split("&", -1)) {
      String[] pair = each.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private synchronized String made(JsonNode ordered) {
    String id = "server-" + servers.size();
    ObjectNode made = MAPPER.createObjectNode();
    made.put("id", id).put("name", ordered.path("name").asString()).put("status", "ACTIVE");
    made.putObject("image").put("id", ordered.path("imageRef").asString());
    made.putObject("flavor").put("id", ordered.path("flavorRef").asString());
    made.set("metadata", ordered.path("metadata"));
    made.putObject("addresses");
    ArrayNode names = made.putArray("security_groups");
    for (JsonNode group : ordered.path("security_groups")) {
      names.addObject().put("name", groups.name(group.path("name").asString()));
    }
    servers.put(id, made);
    return "{\"server\": " + made + "}";
  }

  private synchronized String one(String id) {
    ObjectNode found = servers.get(id);
    return found == null ? "" : "{\"server\": " + found + "}";
  }

  private synchronized String page(Map<String, String> parameters) {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode listed = answer.putArray("servers");
    String name = parameters.getOrDefault("name", "");
    boolean begun = !parameters.containsKey("marker");
    String last = "";
    for (ObjectNode each : servers.values()) {
      if (begun && each.path("name").asString().matches(name.isEmpty() ? ".*" : name)) {
        if (listed.size() == PAGE) {
          answer
              .putArray("servers_links")
              .addObject()
              .put("rel", "next")
              .put("href", "http://elsewhere/servers/detail?marker=" + last);
          break;
        }
        listed.add(each);
        last = each.path("id").asString();
      }
      begun |= each.path("id").asString().equals(parameters.get("marker"));
    }
    return answer.toString();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
