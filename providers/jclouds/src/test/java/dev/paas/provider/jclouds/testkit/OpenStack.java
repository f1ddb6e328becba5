package dev.paas.provider.jclouds.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
 * An OpenStack of its own, with fake servers: its files are in a temporary folder, its ports are
 * free ones. It dies with the JVM, however that ends. The scripts are in {@code openstack}.
 *
 * <p>Without Debian's packages of OpenStack the asking test is skipped. Whoever works on the tests
 * may start one by hand, with the test driver, and name its port in the property {@code
 * openstack.port} and its folder in {@code openstack.base}.
 */
public final class OpenStack {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("openstack.scripts", "openstack")).toAbsolutePath();
  private static final Path PACKAGES = Path.of("/usr/lib/python3/dist-packages");
  private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");
  private static final List<String> SERVICES =
      List.of("keystone", "placement", "glance", "nova", "neutron", "cinder");
  private static final Duration START_TIMEOUT = Duration.ofMinutes(8);

  /** Below what systems give out by themselves. */
  private static final int FIRST_PORT = 15_000;

  private static final int LAST_PORT = 31_000;
  private static final int PORTS = 10;

  /** Runs until its standard input ends, which it does when this JVM does. */
  private static final String GUARD =
      """
      trap '' INT TERM HUP
      "$1/up" > "$OSTACK_BASE/up.log" 2>&1 < /dev/null && touch "$OSTACK_BASE/ready"
      touch "$OSTACK_BASE/ended"
      cat > /dev/null
      "$1/down"
      rm -rf "$OSTACK_BASE"
      """;

  private static @Nullable OpenStack shared;

  private final Path base;
  private final int port;
  private final @Nullable Process guard;

  private OpenStack(Path base, int port, @Nullable Process guard) {
    this.base = base;
    this.port = port;
    this.guard = guard;
  }

  /** The OpenStack that all tests of this JVM share. */
  public static synchronized OpenStack shared() {
    if (shared == null) {
      for (String service : SERVICES) {
        Assumptions.assumeTrue(
            Files.isDirectory(PACKAGES.resolve(service)),
            "no OpenStack: python3-" + service + " is not installed");
      }
      Integer running = Integer.getInteger("openstack.port");
      if (running != null) {
        shared = new OpenStack(Path.of(System.getProperty("openstack.base")), running, null);
        return shared;
      }
      try {
        OpenStack cloud = start();
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::stop, "stop-openstack"));
        cloud.awaitReady();
        shared = cloud;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /**
   * Makes sure that servers with {@code test.guest} in their metadata really run. Without QEMU, or
   * what it is to boot, the asking test is skipped.
   */
  public void withGuests() throws IOException {
    Process told =
        new ProcessBuilder(SCRIPTS.resolve("guest").toString(), "path")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path guest = Path.of(new String(told.getInputStream().readAllBytes(), UTF_8).strip());
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "no guests: their port 22 is root's");
    Assumptions.assumeTrue(Files.isExecutable(QEMU), "no guests: qemu-system-x86 is not installed");
    Assumptions.assumeTrue(
        Files.exists(guest.resolve("made-by")),
        "no guests: providers/jclouds/openstack/guest was not run");
  }

  private static OpenStack start() throws IOException {
    Path base = Files.createTempDirectory("paas-openstack");
    int port = freePorts();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", GUARD, "guard", SCRIPTS.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment(base, port));
    return new OpenStack(base, port, builder.start());
  }

  private static Map<String, String> environment(Path base, int port) {
    return Map.of(
        "OSTACK_BASE", base.toString(),
        "OSTACK_PORT", Integer.toString(port),
        "OSTACK_DRIVER", "testvirt.TestDriver");
  }

  /** The first of several ports that are free. */
  private static int freePorts() {
    int start = FIRST_PORT + (int) (ProcessHandle.current().pid() % 1_000) * PORTS;
    for (int port = start; port < LAST_PORT; port += PORTS) {
      if (areFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no ports are free");
  }

  private static boolean areFree(int first) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int port = first; port < first + PORTS; port++) {
        ServerSocket socket = new ServerSocket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
      return true;
    } catch (IOException taken) {
      return false;
    } finally {
      sockets.forEach(OpenStack::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (!Files.exists(base.resolve("ready"))) {
      if (Instant.now().isAfter(deadline) || Files.exists(base.resolve("ended"))) {
        // Either may have come about in between.
        if (Files.exists(base.resolve("ready"))) {
          return;
        }
        throw new IOException(
            "OpenStack does not start:\n" + Files.readString(base.resolve("up.log")));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Keystone's address. */
  public String endpoint() {
    return "http://127.0.0.1:" + port + "/v3";
  }

  /** Settings of the provider, as {@code platform.yaml} has them. */
  public String settings() {
    return settings(OpenStackApi.PROJECT);
  }

  /** The same, in that project. */
  public String settings(String project) {
    return "{api: 'openstack-nova', endpoint: '"
        + endpoint()
        + "', domain: 'Default', user: 'admin', password: 'secret', project: '"
        + project
        + "', timeout: '15s', pollInterval: '300ms'}";
  }

  /** Kills a service as a crash does. */
  public void kill(String service) throws IOException {
    Path file = base.resolve("run").resolve(service + ".pid");
    long pid = Long.parseLong(Files.readString(file).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
  }

  /** Starts what does not run. */
  public void up() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPTS.resolve("up").toString())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("up.log").toFile()))
            .redirectErrorStream(true);
    builder.environment().putAll(environment(base, port));
    if (builder.start().waitFor() != 0) {
      throw new IOException(
          "OpenStack does not start again:\n" + Files.readString(base.resolve("up.log")));
    }
  }

  private void stop() {
    Process running = guard;
    if (running == null) {
      return;
    }
    try {
      running.getOutputStream().close();
      running.waitFor(60, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
