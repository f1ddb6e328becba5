package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.docker.testkit.DockerEngine;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A copy of {@code examples/shop} for an engine of the tests. */
final class Shop {
  static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private final Paas paas;
  private final Docker docker;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Shop(Paas paas, Docker docker, int port) {
    this.paas = paas;
    this.docker = docker;
    this.port = port;
  }

  static Shop in(Path folder) throws IOException, InterruptedException {
    String host = DockerEngine.shared().host();
    ExampleFolder.copy("shop", folder);
    Process setup = new ProcessBuilder("./setup").directory(folder.toFile()).inheritIO().start();
    assertEquals(0, setup.waitFor());
    return new Shop(
        new Paas(
            folder,
            Map.of(
                "DOCKER_HOST", host, "PAAS_STATE_KEY", KEY, "USER", "ann", "HOSTNAME", "laptop")),
        new Docker(host),
        freePort());
  }

  /** The same shop with {@code state} as its setting of the state. */
  Shop with(String state) throws IOException {
    Files.writeString(file("platform.yaml"), "\n" + state + "\n", StandardOpenOption.APPEND);
    return this;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Docker docker() {
    return docker;
  }

  Paas.Result run(String command, String... more) throws IOException, InterruptedException {
    return paas.run(arguments(command, more));
  }

  Process start(String command, String... more) throws IOException {
    return paas.start(arguments(command, more));
  }

  private String[] arguments(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--var", "port=" + port));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** A command that takes no variables. */
  Paas.Result runPlain(String... arguments) throws IOException, InterruptedException {
    return paas.run(arguments);
  }

  /** Answers with status and body, on one line. */
  String visit() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip().replace('\n', '|');
  }

  Path file(String name) {
    return paas.folder().resolve(name);
  }

  String content() {
    return ExampleFolder.content(paas.folder().resolve(".paas"));
  }

  void write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }
}
