package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.testkit.DockerEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a person reads when Docker says no. State and reality stay as they were. */
@ResourceLock("docker")
final class DockerErrorsTest {
  private static final String HEADER = "apiVersion: paas/v1\nname: refused\n";
  private static final String SERVICE =
      HEADER
          + "services:\n"
          + "  web:\n"
          + "    image: "
          + DockerEngine.BUSYBOX
          + "\n"
          + "    command: [httpd, -f, -p, \"8000\", -h, /]\n"
          + "    stopSignal: SIGKILL\n"
          + "    ports: { http: 8000 }\n"
          + "    publish: { http: %d }\n"
          + "    healthcheck: { tcp: true, port: http, interval: 500ms }\n";

  private final Path folder;

  DockerErrorsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Paas paas(String host) {
    return new Paas(folder, Map.of("DOCKER_HOST", host));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Before anything is changed: what needs no engine is not made either. */
  @Test
  void anEngineThatCannotBeReached() throws IOException, InterruptedException {
    write(
        "platform.yaml",
        HEADER
            + "resources:\n"
            + "  note: { type: file, path: note.txt, content: here }\n"
            + "networks:\n"
            + "  one: {}\n"
            + "  two: {}\n");
    String error = paas("unix:///nowhere/docker.sock").run("apply", "--auto-approve").failed();
    assertEquals(
        """
        error[provider.failed]: cannot create networks.one: the Docker Engine cannot be reached
          ┌ platform.yaml:6:3
        6 │   one: {}
          │   ^^^
          There is no socket /nowhere/docker.sock. One more resource is refused for the same reason.
          → Start the engine there (systemctl start docker), or say where it is: host of the provider in platform.yaml, or DOCKER_HOST.

        """,
        error);
    assertFalse(Files.exists(folder.resolve("note.txt")));
    assertEquals("", paas("unix:///nowhere/docker.sock").run("state", "list").succeeded());
  }

  @Test
  void theNetworkOfServicesIsNoClouds() throws IOException, InterruptedException {
    write(
        "platform.yaml",
        HEADER
            + "providers: { cloud: { plugin: jclouds } }\n"
            + "services: { web: { image: a:1 } }\n");
    String error = paas("unix:///nowhere/docker.sock").run("apply", "--auto-approve").failed();
    assertTrue(error.contains("cannot create networks.default: the Docker Engine"), error);
  }

  @Test
  void aNetworkThatIsWrittenMayBeACloudsToo() throws IOException, InterruptedException {
    String networks = "networks: { one: {} }\nvolumes: { two: {} }\n";
    write("platform.yaml", HEADER + "providers: { cloud: { plugin: jclouds } }\n" + networks);
    assertEquals(
        """
        error[provider.ambiguous]: networks.one could be from several providers
          ┌ platform.yaml:4:13
        4 │ networks: { one: {} }
          │             ^^^
          They are: cloud, docker.
          → Say provider: cloud, here or in defaults.

        error[provider.ambiguous]: volumes.two could be from several providers
          ┌ platform.yaml:5:12
        5 │ volumes: { two: {} }
          │            ^^^
          They are: cloud, docker.
          → Say provider: cloud, here or in defaults.

        """,
        paas("unix:///nowhere/docker.sock").run("validate").failed());
    write("platform.yaml", HEADER + networks);
    paas("unix:///nowhere/docker.sock").run("validate").succeeded();
  }

  @Test
  void aBuildThatFails() throws IOException, InterruptedException {
    DockerEngine engine = DockerEngine.shared();
    Paas paas = paas(engine.host());
    write("platform.yaml", HEADER + "images:\n  web: { build: { context: ./web } }\n");
    write(
        "web/Dockerfile",
        "FROM "
            + DockerEngine.BUSYBOX
            + "\nRUN echo looking for the parts && echo part 7 is missing >&2 && exit 3\n");
    String error = paas.run("apply", "--auto-approve").failed();
    assertTrue(error.contains("error[provider.failed]: cannot create images.web: "), error);
    assertTrue(error.contains("platform.yaml:4:"), error);
    assertTrue(error.contains("│ part 7 is missing"), error);
    assertEquals(Set.of(), new Docker(engine.host()).all("refused"));
    assertEquals("", paas.run("state", "list").succeeded());
  }

  @Test
  void aPortThatIsInUse() throws IOException, InterruptedException {
    DockerEngine engine = DockerEngine.shared();
    Paas paas = paas(engine.host());
    Docker docker = new Docker(engine.host());
    int free = Shop.freePort();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      write("platform.yaml", SERVICE.formatted(taken.getLocalPort()));
      String error = paas.run("apply", "--auto-approve").failed();
      assertTrue(error.contains("cannot create services.web: "), error);
      assertTrue(error.contains("port " + taken.getLocalPort()), error);
      assertTrue(error.contains("in use"), error);
      assertEquals(
          Set.of(), docker.names("ps", "--all", "--filter", "label=paas.platform=refused", "-q"));

      write("platform.yaml", SERVICE.formatted(free));
      paas.run("apply", "--auto-approve").succeeded();
      String before = docker.id("refused-web-1");
      write("platform.yaml", SERVICE.formatted(taken.getLocalPort()));
      String update = paas.run("apply", "--auto-approve").failed();
      assertTrue(update.contains("in use"), update);
      assertEquals(before, docker.id("refused-web-1"));
      assertEquals(Set.of("refused-web-1"), docker.running("refused"));
    } finally {
      paas.run("destroy", "--auto-approve").succeeded();
    }
    assertEquals(Set.of(), docker.all("refused"));
  }
}
