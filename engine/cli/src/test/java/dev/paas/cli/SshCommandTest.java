package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.ssh.testkit.SshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code paas ssh} as a process of its own, with this system's ssh, to a server on this machine.
 */
final class SshCommandTest {
  private Path folder;
  private SshServer server;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    Files.createDirectory(folder.resolve("machine"));
    Files.createDirectory(folder.resolve("tmp"));
    server = SshServer.in(folder.resolve("machine")).start();
    Files.writeString(folder.resolve("key.pem"), server.privateKey());
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: shop
        resources:
          box:
            type: bench.machine
            host: 127.0.0.1
            login: { user: %s, port: %d, privateKey: "${file('key.pem')}" }
            hostKeys: ["%s"]
        """
            .formatted(server.user(), server.port(), server.hostKey()));
    Commands.output(folder, "apply", "--auto-approve");
    Files.delete(folder.resolve("key.pem"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
  }

  private Process paas(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> program =
        List.of(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.paas.cli.Main");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(program.stream(), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("PAAS_PLUGINS", folder.resolve("plugins").toString());
    return builder.start();
  }

  private static int end(Process process) throws InterruptedException {
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "it does not end");
    return process.exitValue();
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      return left.filter(file -> file.getFileName().toString().startsWith("paas-ssh")).toList();
    }
  }

  @Test
  void aCommandGetsInputAndGivesOutputAndItsExitCode() throws Exception {
    Process ssh = paas("ssh", "resources.box", "--", "cat; echo trouble >&2; exit 7");
    ssh.getOutputStream().write("good morning\n".getBytes(StandardCharsets.UTF_8));
    ssh.getOutputStream().close();
    assertEquals(7, end(ssh), () -> text("err"));
    assertEquals("good morning\n", read("out"));
    assertEquals("trouble\n", read("err"));
    assertEquals(List.of(), leftBehind());
  }

  private String text(String file) {
    try {
      return read(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Test
  void anotherMachineIsNotLoggedInOn() throws Exception {
    server.stop();
    server.newHostKey();
    server.start();
    Process ssh = paas("ssh", "resources.box", "--", "echo in");
    ssh.getOutputStream().close();
    assertEquals(255, end(ssh));
    assertEquals("", read("out"));
    assertTrue(read("err").contains("Host key verification failed"), read("err"));
    assertEquals(List.of(), leftBehind());
  }

  @Test
  void theKeyIsGoneWhenItIsEnded() throws Exception {
    Process ssh = paas("ssh", "resources.box", "--", "echo in; exec sleep 60");
    for (int i = 0; i < 1500 && ssh.isAlive() && read("out").isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertEquals("in\n", read("out"), () -> text("err"));
    List<Path> there = leftBehind();
    assertEquals(1, there.size());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(there.get(0).resolve("key"))));
    ssh.destroy();
    end(ssh);
    assertEquals(List.of(), leftBehind());
  }
}
