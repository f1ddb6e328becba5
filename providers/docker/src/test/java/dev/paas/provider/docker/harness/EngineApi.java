package dev.paas.provider.docker.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.paas.provider.docker.testkit.DockerEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An engine's HTTP interface, spoken to with none of the provider's code: what tests see with it is
 * there, whatever the provider thinks.
 */
public final class EngineApi {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path socket;

  public EngineApi(DockerEngine engine) {
    this.socket = engine.socket();
  }

  /** An answer of the engine. */
  public record Answer(int status, String body) {
    public boolean isFine() {
      return status >= 200 && status < 400;
    }
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  /** Asks for something that must be there. */
  public JsonNode get(String path) {
    Answer answer = call("GET", path, null);
    if (!answer.isFine()) {
      throw new AssertionError("GET " + path + ": " + answer);
    }
    return tree(answer.body());
  }

  /** Does something that must work. */
  public JsonNode post(String path, String body) {
    Answer answer = call("POST", path, body);
    if (!answer.isFine()) {
      throw new AssertionError("POST " + path + ": " + answer);
    }
    return tree(answer.body().isBlank() ? "null" : answer.body());
  }

  /**
   * Removes something, if it is there. A network may have containers for a moment that are removed
   * already.
   */
  public void delete(String path) {
    Answer answer = call("DELETE", path, null);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (answer.body().contains("has active endpoints") && System.nanoTime() < end) {
      pause();
      answer = call("DELETE", path, null);
    }
    if (!answer.isFine() && answer.status() != 404) {
      throw new AssertionError("DELETE " + path + ": " + answer);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public Answer call(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: docker\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      write(channel, head.toString().getBytes(StandardCharsets.US_ASCII));
      write(channel, bytes);
      return parsed(readAll(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Answer call(String method, String path, @Nullable String body) {
    return call(method, path, body, Map.of());
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static String readAll(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (channel.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static Answer parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
  }

  private static String filter(String name, List<String> values) {
    String json =
        values.stream()
            .map(value -> "\"" + value + "\"")
            .collect(Collectors.joining(",", "{\"" + name + "\":[", "]}"));
    return URLEncoder.encode(json, StandardCharsets.UTF_8);
  }

  /** All containers that bear the labels, each written as {@code name=value}; in detail. */
  public List<JsonNode> containers(String... labels) {
    List<JsonNode> details = new ArrayList<>();
    String path = "/containers/json?all=1&filters=" + filter("label", List.of(labels));
    for (JsonNode container : get(path)) {
      Answer detail = call("GET", "/containers/" + container.path("Id").asText() + "/json", null);
      if (detail.isFine()) {
        details.add(tree(detail.body()));
      }
    }
    return details;
  }

  /** A container by its id or name. */
  public JsonNode container(String id) {
    return get("/containers/" + id + "/json");
  }

  /** All networks, by name. */
  public List<JsonNode> networks() {
    List<JsonNode> networks = new ArrayList<>();
    get("/networks").forEach(networks::add);
    return networks;
  }

  public List<JsonNode> volumes() {
    List<JsonNode> volumes = new ArrayList<>();
    get("/volumes").path("Volumes").forEach(volumes::add);
    return volumes;
  }

  public List<JsonNode> images() {
    List<JsonNode> images = new ArrayList<>();
    get("/images/json").forEach(images::add);
    return images;
  }

  /** Makes and starts a container of nobody's platform, which sleeps; {@code host} may be empty. */
  public String startForeign(String name, String host) {
    String body =
        "{\"Image\":\""
            + DockerEngine.BUSYBOX
            + "\",\"StopSignal\":\"SIGKILL\",\"HostConfig\":{"
            + host
            + "},\"ExposedPorts\":{\"80/tcp\":{}}}";
    String id = post("/containers/create?name=" + name, body).path("Id").asText();
    post("/containers/" + id + "/start", "");
    return id;
  }

  public void removeContainer(String id) {
    delete("/containers/" + id + "?force=1&v=1");
  }
}
