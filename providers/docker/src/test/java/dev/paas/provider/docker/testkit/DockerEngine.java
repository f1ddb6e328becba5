package dev.paas.provider.docker.testkit;

import dev.paas.provider.docker.archive.TarEntry;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.BuildOrder;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.dockerjava.DockerJavaEngine;
import dev.paas.provider.docker.engine.dockerjava.EndpointSource.Endpoint;
import dev.paas.provider.docker.transport.UnixDialer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A {@code dockerd} of its own: data, socket and bridge are in a temporary folder and apart from
 * whatever else runs on the machine. It dies with the JVM, however that ends.
 *
 * <p>Without {@code dockerd}, or without the right to run it, the asking test is skipped.
 */
public final class DockerEngine implements AutoCloseable {
  /**
   * An image with busybox in {@code /bin}, and the user {@code app} (1000:1001). It waits until it
   * is asked to stop.
   */
  public static final String BUSYBOX = "paas-test/busybox:1";

  private static final Path DOCKERD = Path.of("/usr/sbin/dockerd");
  private static final Path BUSYBOX_BINARY = Path.of("/bin/busybox");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final String DOCKERFILE =
      """
      FROM scratch
      COPY busybox /bin/busybox
      RUN ["/bin/busybox", "--install", "-s", "/bin"]
      RUN mkdir -p /etc /tmp /run \\
       && chmod 1777 /tmp \\
       && echo 'root:x:0:0:root:/:/bin/sh' > /etc/passwd \\
       && echo 'app:x:1000:1001:app:/:/bin/sh' >> /etc/passwd \\
       && echo 'app:x:1001:' > /etc/group
      CMD ["sh", "-c", "trap exit TERM; sleep 1000000 & wait"]
      """;

  /**
   * Runs the engine until its standard input ends, which it does when this JVM does; then takes
   * everything away that the engine leaves.
   */
  private static final String GUARD =
      """
      folder=$1; bridge=$2; address=$3; shift 3
      trap '' INT TERM HUP
      ip link add name "$bridge" type bridge && ip addr add "$address" dev "$bridge" \\
        && ip link set "$bridge" up || exit 1
      dockerd --bridge "$bridge" "$@" >> "$folder/log" 2>&1 < /dev/null &
      engine=$!
      cat > /dev/null
      kill "$engine"; wait "$engine"
      ip link delete "$bridge"
      if [ ! -e "$folder/keep" ]; then
        grep " $folder/" /proc/mounts | cut -d ' ' -f 2 | sort -r | xargs -r umount -l
        rm -rf "$folder"
      fi
      """;

  private static @Nullable DockerEngine shared;
  private static int started;

  private final Path folder;
  private final List<String> arguments;
  private final int number;
  private @Nullable Process process;

  private DockerEngine(Path folder, List<String> arguments, int number) {
    this.folder = folder;
    this.arguments = arguments;
    this.number = number;
  }

  /** The engine that all tests of this JVM share, with the image {@link #BUSYBOX} in it. */
  public static synchronized DockerEngine shared() {
    if (shared == null) {
      DockerEngine engine = start();
      engine.buildBusybox();
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "stop-dockerd"));
      shared = engine;
    }
    return shared;
  }

  /** Starts an engine for the caller alone, with further arguments for {@code dockerd}. */
  public static synchronized DockerEngine start(String... arguments) {
    String missing = missing();
    Assumptions.assumeTrue(missing == null, "no Docker Engine: " + missing);
    try {
      Path folder = Files.createTempDirectory("paas-dockerd");
      DockerEngine engine = new DockerEngine(folder, List.of(arguments), started++);
      engine.launch();
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why there can be no engine here; {@code null} when there can. */
  private static @Nullable String missing() {
    if (!Files.isExecutable(DOCKERD)) {
      return "there is no " + DOCKERD;
    }
    if (!Files.isExecutable(BUSYBOX_BINARY)) {
      return "there is no static " + BUSYBOX_BINARY;
    }
    return Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))
        ? null
        : "dockerd needs to run as root";
  }

  private void launch() throws IOException {
    int net = (int) (ProcessHandle.current().pid() % 200) + 20;
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "guard"));
    command.add(folder.toString());
    command.add("pd" + ProcessHandle.current().pid() % 1_000_000 + "x" + number);
    command.add("10." + net + "." + number + ".1/24");
    command.addAll(
        List.of(
            "--data-root", folder.resolve("data").toString(),
            "--exec-root", folder.resolve("exec").toString(),
            "--pidfile", folder.resolve("pid").toString(),
            "--host", "unix://" + socket(),
            "--default-address-pool",
                "base=10." + net + "." + (number % 8 * 16 + 128) + ".0/20,size=26"));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("log").toFile())
            .start();
    awaitReady();
  }

  private void awaitReady() throws IOException {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (true) {
      try (EngineClient client = client()) {
        client.volumes();
        return;
      } catch (EngineException e) {
        Process running = process;
        if (running == null || !running.isAlive() || Instant.now().isAfter(deadline)) {
          throw new IOException("dockerd does not start:\n" + lastLog(), e);
        }
        pause();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private String lastLog() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  public Path socket() {
    return folder.resolve("docker.sock");
  }

  /** The value of {@code host} in the provider's configuration, and of {@code DOCKER_HOST}. */
  public String host() {
    return "unix://" + socket();
  }

  /** A new client. */
  public EngineClient client() {
    return new DockerJavaEngine(() -> new Endpoint(new UnixDialer(socket()), "127.0.0.1"));
  }

  /** Stops the engine and starts it again on the same data, as a reboot of the machine does. */
  public void restart() throws IOException {
    Path keep = Files.createFile(folder.resolve("keep"));
    stop();
    Files.delete(keep);
    launch();
  }

  /** Builds {@link #BUSYBOX}. */
  public void buildBusybox() {
    BuildOrder order =
        new BuildOrder(
            () -> new ByteArrayInputStream(busyboxContext()),
            "Dockerfile",
            null,
            Map.of(),
            Map.of(),
            List.of(BUSYBOX),
            false,
            false,
            null,
            Map.of());
    try (EngineClient client = client()) {
      client.build(order, line -> {});
    } catch (EngineException | InterruptedException e) {
      throw new IllegalStateException("the busybox image cannot be built", e);
    }
  }

  private static byte[] busyboxContext() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    add(tar, "Dockerfile", 0644, DOCKERFILE.getBytes(StandardCharsets.UTF_8));
    add(tar, "busybox", 0755, Files.readAllBytes(BUSYBOX_BINARY));
    tar.writeBytes(TarEntry.end());
    return tar.toByteArray();
  }

  private static void add(ByteArrayOutputStream tar, String name, int mode, byte[] content) {
    tar.writeBytes(TarEntry.file(name, mode, 0, 0, content.length).header());
    tar.writeBytes(content);
    tar.writeBytes(new byte[TarEntry.padding(content.length)]);
  }

  private void stop() throws IOException {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    running.getOutputStream().close();
    try {
      if (!running.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("dockerd does not stop:\n" + lastLog());
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Stops the engine and removes its data. */
  @Override
  public void close() {
    try {
      stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
