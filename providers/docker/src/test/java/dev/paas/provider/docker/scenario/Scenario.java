package dev.paas.provider.docker.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.EngineApi;
import dev.paas.provider.docker.harness.TestPlatform;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.WorkloadAccess.ExecRequest;
import dev.paas.spi.value.MapValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A platform of the test's own on the engine that all tests share. */
abstract class Scenario {
  /** A health check that is passed at once. */
  static final String HEALTHY =
      "healthcheck: {command: ['true'], interval: '500ms', timeout: '2s', retries: 2}";

  /** A health check that fails at once. */
  static final String UNHEALTHY =
      "healthcheck: {command: ['sh', '-c', 'echo too sick; exit 1'], interval: '200ms',"
          + " timeout: '1s', retries: 1}";

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private @Nullable TestPlatform platform;

  @BeforeEach
  final void openPlatform() {
    String name = getClass().getSimpleName().toLowerCase(Locale.ROOT).replace("test", "");
    platform = TestPlatform.named(name, directory);
  }

  @AfterEach
  final void closePlatform() {
    platform().close();
  }

  final TestPlatform platform() {
    if (platform == null) {
      throw new AssertionError("the platform is not open");
    }
    return platform;
  }

  final EngineApi api() {
    return platform().api();
  }

  /** The attributes of a service which stops at once; {@code rest} adds to them. */
  static String service(String... rest) {
    return "{image: '"
        + DockerEngine.BUSYBOX
        + "', stopSignal: 'SIGKILL', stopGracePeriod: '1s', "
        + String.join(", ", rest)
        + "}";
  }

  /** A program that writes {@code line} and goes on. */
  static String printing(String line) {
    return "command: ['sh', '-c', 'echo " + line + "; sleep 100000']";
  }

  /** Runs a command in one of a service's containers and returns what it printed. */
  final String exec(String service, MapValue attributes, String... command)
      throws ProviderException, IOException, InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode =
        platform()
            .workloads()
            .exec(
                "services." + service,
                attributes,
                new ExecRequest(List.of(command), null, false, null, output, output));
    String text = output.toString(StandardCharsets.UTF_8);
    if (exitCode != 0) {
      throw new AssertionError(List.of(command) + " ended with " + exitCode + ": " + text);
    }
    return text;
  }

  static boolean isRunning(JsonNode container) {
    return container.path("State").path("Status").asText().equals("running");
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come about: " + what);
      }
      Thread.sleep(20);
    }
  }
}
