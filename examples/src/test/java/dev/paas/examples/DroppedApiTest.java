package dev.paas.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One more of jclouds' APIs is added by dropping its jars into the plugin's folder. */
final class DroppedApiTest {
  private static final String PLATFORM =
      """
      apiVersion: paas/v1
      name: dropped
      providers:
        cloud: { plugin: jclouds, api: digitalocean2, endpoint: "%s", user: me, password: t0ken }
      data:
        image: { type: jclouds.image, provider: cloud, name: "debian-12-*" }
        size: { type: jclouds.size, provider: cloud, name: one }
      outputs:
        found: { value: "${data.image.fullName} on ${data.size.memory}" }
      """;
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/v2/images",
          """
          {"images": [{"id": 1, "name": "debian-12-x64", "distribution": "Debian",
            "slug": "debian-12-x64", "public": true, "regions": ["fra1"], "min_disk_size": 10,
            "type": "base", "created_at": "2026-01-01T00:00:00Z"}],
           "links": {}, "meta": {"total": 1}}
          """,
          "/v2/sizes",
          """
          {"sizes": [{"slug": "one", "memory": 1024, "vcpus": 1, "disk": 25, "transfer": 1,
            "price_monthly": "6", "price_hourly": "0.01", "regions": ["fra1"], "available": true}],
           "links": {}, "meta": {"total": 1}}
          """,
          "/v2/regions",
          """
          {"regions": [{"slug": "fra1", "name": "Frankfurt 1", "available": true, "sizes": ["one"],
            "features": ["metadata"]}], "links": {}, "meta": {"total": 1}}
          """);

  private final Path folder;
  private final HttpServer cloud;

  DroppedApiTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext("/", DroppedApiTest::answer);
    cloud.start();
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM.formatted(endpoint()));
  }

  @AfterEach
  void close() {
    cloud.stop(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + cloud.getAddress().getPort() + "/v2";
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String text = ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "{}");
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders("Bearer t0ken".equals(token) ? 200 : 401, 0);
    exchange.getResponseBody().write(text.getBytes(UTF_8));
    exchange.close();
  }

  @Test
  void itsJarsAreAllThatItNeeds() throws Exception {
    String missing = new Paas(folder, Map.of()).run("plan").failed();
    assertTrue(missing.contains("there is no API digitalocean2"), missing);
    assertTrue(missing.contains("platform.yaml:4:"), missing);

    Path installation = folder.resolve("installation");
    Path home = Objects.requireNonNull(Paas.binaries().getParent());
    for (String part : List.of("bin", "lib", "plugins")) {
      copy(home.resolve(part), installation.resolve(part));
    }
    drop("org/jclouds/digitalocean2/DigitalOcean2Api.class", installation);
    drop("org/jclouds/oauth/v2/AuthorizationApi.class", installation);
    Paas paas = new Paas(installation.resolve("bin/paas"), folder, Map.of());
    Paas.Result plan = paas.run("plan");
    assertTrue(plan.succeeded().contains("debian-12-x64 on 1024M"), plan.out());

    Files.writeString(
        folder.resolve("platform.yaml"), PLATFORM.formatted(endpoint()).replace("t0ken", "other"));
    String refused = paas.run("plan").failed();
    assertTrue(refused.contains("does not accept the credentials"), refused);
    assertEquals(0, refused.split("other", -1).length - 1, refused);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** Puts the jar that has a class into the plugin's folder. */
  private static void drop(String name, Path installation) throws IOException {
    URL found = Objects.requireNonNull(DroppedApiTest.class.getClassLoader().getResource(name));
    Path jar = Path.of(((JarURLConnection) found.openConnection()).getJarFileURL().getPath());
    Files.copy(jar, installation.resolve("plugins/jclouds").resolve(jar.getFileName()));
  }
}
