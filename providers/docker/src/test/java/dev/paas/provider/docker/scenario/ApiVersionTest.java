package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.dockerjava.DockerJavaEngine;
import dev.paas.provider.docker.engine.dockerjava.EndpointSource.Endpoint;
import dev.paas.provider.docker.transport.TcpDialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Engines of other versions than the one at hand, as far as agreeing on a version goes. */
class ApiVersionTest {

  /** What is asked of an engine that knows the versions from {@code oldest} to {@code newest}. */
  private static List<String> asked(String oldest, String newest) throws Exception {
    List<String> paths = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          paths.add(path);
          String answer =
              path.equals("/version")
                  ? "{\"Version\":\"x\",\"ApiVersion\":\""
                      + newest
                      + "\",\"MinAPIVersion\":\""
                      + oldest
                      + "\"}"
                  : "[]";
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try (EngineClient client =
        new DockerJavaEngine(
            () -> new Endpoint(new TcpDialer("127.0.0.1", port, "", null), "127.0.0.1"))) {
      client.networks();
    } finally {
      server.stop(0);
    }
    return paths;
  }

  @Test
  void theNewestThatBothKnow() throws Exception {
    assertEquals(List.of("/version", "/v1.41/networks"), asked("1.12", "1.41"));
    assertEquals(List.of("/version", "/v1.43/networks"), asked("1.12", "1.43"));
    assertEquals(List.of("/version", "/v1.44/networks"), asked("1.24", "1.47"));
  }

  @Test
  void theOldestOfAnEngineThatIsNewerThanAllWeKnow() throws Exception {
    assertEquals(List.of("/version", "/v1.50/networks"), asked("1.50", "1.60"));
  }

  @Test
  void anEngineThatIsTooOldIsToldSo() throws IOException {
    EngineException refusal = assertThrows(EngineException.class, () -> asked("1.12", "1.40"));
    assertEquals("it is version x with API 1.40", refusal.said());
    assertTrue(String.valueOf(refusal.hint()).contains("20.10"));
  }
}
