package dev.paas.provider.docker.scenario;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.connection.EngineLocator;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.engine.dockerjava.DockerJavaEngine;
import dev.paas.provider.docker.harness.Certificates;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.provider.docker.harness.TestPlatform;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.WorkloadAccess.ExecRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is reached over TCP with TLS, and knows its clients by their certificates. */
class TlsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  static Path directory;

  private static @Nullable DockerEngine engine;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Certificates files = Certificates.in(directory.resolve("tls"));
    Certificates.in(directory.resolve("strangers"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    engine =
        DockerEngine.start(
            "--host",
            "tcp://127.0.0.1:" + port,
            "--tlsverify",
            "--tlscacert",
            files.file("ca.pem").toString(),
            "--tlscert",
            files.file("server.pem").toString(),
            "--tlskey",
            files.file("server-key.pem").toString());
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  private static DockerEngine engine() {
    if (engine == null) {
      throw new AssertionError("the engine is not started");
    }
    return engine;
  }

  private static EngineClient client(String tls) throws ProviderException {
    String text = "{host: 'tcp://127.0.0.1:" + port + "', tls: {" + tls + "}}";
    return new DockerJavaEngine(
        new EngineLocator(
            new ProviderSettings(
                "docker", attributes(text), new PlatformIdentity("tls", ""), directory, Map.of())));
  }

  private static EngineClient ours() throws ProviderException {
    return client("ca: 'tls/ca.pem', cert: 'tls/client.pem', key: 'tls/client-key.pem'");
  }

  @Test
  void theNewestVersionThatBothKnowIsSpoken() throws Exception {
    try (EngineClient client = ours()) {
      EngineInfo info = client.info();
      assertEquals("127.0.0.1", info.host());
      String[] parts = info.apiVersion().split("\\.", 2);
      int minor = Integer.parseInt(parts[1]);
      assertTrue(minor >= 41 && minor <= 44, info.apiVersion());
    }
  }

  @Test
  void buildsAndStreamsGoThrough() throws Exception {
    engine().buildBusybox();
    Files.createDirectories(directory.resolve("app"));
    Files.writeString(
        directory.resolve("app/Dockerfile"), "FROM " + DockerEngine.BUSYBOX + "\nCOPY big /\n");
    byte[] big = new byte[3_000_000];
    new Random(7).nextBytes(big);
    Files.write(directory.resolve("app/big"), big);
    try (TestPlatform local = TestPlatform.on(engine(), "tls", directory);
        EngineClient client = ours()) {
      TestPlatform platform = local.through(client);
      Managed image = platform.image("app");
      image.apply("{build: {context: 'app'}}");
      Managed service = platform.service("app");
      service.apply(
          "{image: '"
              + image.attributes().getString("ref")
              + "', stopSignal: 'SIGKILL', "
              + Scenario.HEALTHY
              + "}");
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      int exitCode =
          platform
              .workloads()
              .exec(
                  "services.app",
                  service.attributes(),
                  new ExecRequest(
                      List.of("sh", "-c", "cat; wc -c < /big"),
                      null,
                      false,
                      new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)),
                      output,
                      output));
      assertEquals(0, exitCode);
      assertEquals("typed\n3000000\n", output.toString(StandardCharsets.UTF_8));
      service.delete();
    }
  }

  @Test
  void anEngineThatNobodyVouchesForIsNotTrusted() throws Exception {
    assertRefused("ca: 'strangers/ca.pem', cert: 'tls/client.pem', key: 'tls/client-key.pem'");
  }

  @Test
  void aClientThatNobodyVouchesForIsRefused() throws Exception {
    assertRefused(
        "ca: 'tls/ca.pem', cert: 'strangers/client.pem', key: 'strangers/client-key.pem'");
  }

  @Test
  void aClientWithoutCertificateIsRefused() throws Exception {
    assertRefused("ca: 'tls/ca.pem'");
  }

  private static void assertRefused(String tls) throws Exception {
    try (EngineClient client = client(tls)) {
      EngineException failure = assertThrows(EngineException.class, client::ping);
      assertEquals(EngineException.Kind.UNREACHABLE, failure.kind(), failure.said());
      assertTrue(failure.said().contains("127.0.0.1:" + port), failure.said());
      assertTrue(String.valueOf(failure.hint()).contains("tls."), failure.hint());
    }
  }
}
