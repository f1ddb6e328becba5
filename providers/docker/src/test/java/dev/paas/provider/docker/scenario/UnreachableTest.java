package dev.paas.provider.docker.scenario;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.DockerPlugin;
import dev.paas.provider.docker.harness.Journal;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that does not answer is told as such, before anything is changed. */
class UnreachableTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Provider open(String configuration, Map<String, String> environment)
      throws ProviderException {
    return new DockerPlugin()
        .open(
            new ProviderSettings(
                "docker",
                attributes(configuration),
                new PlatformIdentity("shop", ""),
                directory,
                environment));
  }

  private void assertUnreachable(String configuration, String address) throws Exception {
    try (Provider provider = open(configuration, Map.of())) {
      for (String type : new String[] {"networks", "volumes", "images", "services"}) {
        MapValue planned = attributes("{image: 'x', build: {context: '.'}, name: 'x'}");
        PreflightRequest preflight = new PreflightRequest(type + ".x", null, planned, directory);
        ProviderException first =
            assertThrows(
                ProviderException.class,
                () -> provider.resource(type).preflight(preflight, new Journal()));
        ProviderException second =
            assertThrows(
                ProviderException.class,
                () ->
                    provider
                        .resource(type)
                        .read(new ReadRequest(type + ".x", planned), new Journal()));
        for (ProviderException failure : new ProviderException[] {first, second}) {
          assertEquals("the Docker Engine cannot be reached", failure.reason(), type);
          assertTrue(String.valueOf(failure.detail()).contains(address), failure.detail());
          assertNotNull(failure.hint());
        }
      }
    }
  }

  @Test
  void aSocketThatIsNotThere() throws Exception {
    String socket = directory.resolve("no.sock").toString();
    assertUnreachable("{host: 'unix://" + socket + "'}", socket);
  }

  @Test
  void aSocketThatNobodyListensOn() throws Exception {
    Path socket = Files.createFile(directory.resolve("dead.sock"));
    assertUnreachable("{host: 'unix://" + socket + "'}", socket.toString());
  }

  @Test
  void aPortThatNobodyListensOn() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertUnreachable("{host: 'tcp://127.0.0.1:" + port + "'}", "127.0.0.1:" + port);
  }

  @Test
  void certificatesThatAreNotThere() throws Exception {
    assertUnreachable("{host: 'tcp://127.0.0.1:1', tls: {ca: 'ca.pem'}}", "ca.pem");
  }

  @Test
  void theEnvironmentSaysWhereTheEngineIs() throws Exception {
    String socket = directory.resolve("other.sock").toString();
    try (Provider provider = open("{}", Map.of("DOCKER_HOST", "unix://" + socket))) {
      ReadRequest request = new ReadRequest("networks.x", MapValue.empty());
      ProviderException failure =
          assertThrows(
              ProviderException.class,
              () -> provider.resource("networks").read(request, new Journal()));
      assertTrue(String.valueOf(failure.detail()).contains(socket), failure.detail());
    }
  }

  @Test
  void addressesThatCanNeverWorkAreRefusedAtOnce() {
    for (String host : new String[] {"ssh://me@there", "tcp://", "nonsense", "unix://"}) {
      ProviderException refusal =
          assertThrows(
              ProviderException.class, () -> open("{host: '" + host + "'}", Map.of()).close());
      assertEquals("host", String.valueOf(refusal.path()), host);
      assertNotNull(refusal.hint(), host);
    }
  }

  /** Something else listens there. */
  @Test
  void somethingThatIsNoEngine() throws Exception {
    ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> greet(other));
    thread.start();
    String host = "tcp://127.0.0.1:" + other.getLocalPort();
    try (other;
        Provider provider = open("{host: '" + host + "'}", Map.of())) {
      ReadRequest request = new ReadRequest("networks.x", MapValue.empty());
      ProviderException failure =
          assertThrows(
              ProviderException.class,
              () -> provider.resource("networks").read(request, new Journal()));
      assertTrue(failure.reason().length() < 200, failure.reason());
    }
    thread.join();
  }

  private static void greet(ServerSocket server) {
    try {
      while (true) {
        try (var client = server.accept()) {
          client
              .getOutputStream()
              .write("SSH-2.0-OpenSSH_9\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }
}
