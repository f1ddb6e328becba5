package dev.paas.provider.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.ssh.testkit.SshServer;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for machines that take their time. */
final class ReadinessTest {
  private Path folder;
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private SshServer server;
  private Vm vm;

  @BeforeEach
  void prepare(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    server = SshServer.in(folder);
    vm = new Vm(server, folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    other.shutdownNow();
    server.stop();
  }

  private static void awaitWaiting(Heard heard) throws InterruptedException {
    for (int i = 0; i < 500 && heard.progress.isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertFalse(heard.progress.isEmpty(), "nobody waits");
  }

  @Test
  void aLoginIsWaitedFor() throws Exception {
    Heard heard = new Heard();
    vm.ready("ssh", Value.of(true), "1m");
    Future<MapValue> settling = other.submit(() -> vm.settle(heard));
    awaitWaiting(heard);
    server.start();
    MapValue made = settling.get(60, TimeUnit.SECONDS);
    assertEquals(List.of(server.hostKey()), made.getList("hostKeys").texts());
    assertEquals(
        "waiting for SSH: no SSH server answers at 127.0.0.1, port " + server.port(),
        heard.progress.get(0));
  }

  @Test
  void aPortIsWaitedFor() throws Exception {
    Heard heard = new Heard();
    int port = server.port(); // Nobody listens there before the server starts.
    vm.ready("tcp", Value.of(port), "1m");
    Future<MapValue> settling = other.submit(() -> vm.settle(heard));
    awaitWaiting(heard);
    server.start();
    MapValue made = settling.get(60, TimeUnit.SECONDS);
    assertEquals(List.of(), made.getList("hostKeys").texts(), "nobody has logged in");
    assertEquals(1, vm.settled().size());
  }

  @Test
  void aWebServerIsWaitedForUntilItsStatusIsRight() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 204, -1);
          exchange.close();
        });
    web.start();
    try {
      int port = web.getAddress().getPort();
      MapValue http = MapValue.builder().put("port", port).put("path", "/healthz").build();
      Heard heard = new Heard();
      vm.ready("http", http, "1m").settle(heard);
      assertEquals(3, asked.get());
      assertEquals(
          "waiting until it is ready: http://127.0.0.1:"
              + port
              + "/healthz answers with status 503",
          heard.progress.get(0));
      Value status = Value.list(Value.of(201));
      ProviderException failure = vm.ready("http", http.with("status", status), "200ms").fail();
      assertTrue(failure.reason().endsWith("answers with status 204"), failure.reason());
    } finally {
      web.stop(0);
    }
  }

  @Test
  void whatDoesNotGetReadyIsWaitedForAgain() throws Exception {
    vm.setup(Vm.run("echo run >>log"));
    int closed = SshServer.freePort();
    server.start();
    ProviderException failure = vm.ready("tcp", Value.of(closed), "300ms").fail();
    assertEquals(
        "it did not get ready: nothing listens on port " + closed + " of 127.0.0.1",
        failure.reason());
    assertEquals("ready", String.valueOf(failure.path()));
    assertEquals(1, vm.settled().size(), "the setup is done");
    vm.ready("tcp", Value.of(server.port()), "1m").settle();
    assertEquals(2, vm.settled().size());
  }

  @Test
  void theCallsOwnTimeIsKeptTo() throws Exception {
    vm.ready("ssh", Value.of(true), "1h");
    ProviderException failure = vm.fail(new Heard(Duration.ofMillis(2500)));
    assertTrue(failure.reason().startsWith("no SSH server answers"), failure.reason());
  }
}
