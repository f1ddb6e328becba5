package dev.paas.provider.ssh;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.ssh.testkit.SshServer;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine's attributes, and settling it as a provider does. */
final class Vm {
  private static final String ADDRESS = "vms.web";

  private final Path directory;
  private MapValue attributes;
  private @Nullable MapValue recorded;

  /**
   * @param directory where sources are
   */
  Vm(SshServer server, Path directory) throws IOException {
    this.directory = directory;
    this.attributes =
        MapValue.builder()
            .put("host", "127.0.0.1")
            .put(
                "login",
                MapValue.builder()
                    .put("user", server.user())
                    .put("port", server.port())
                    .put("privateKey", Value.of(server.privateKey()).asSensitive())
                    .build())
            .build();
  }

  Vm with(String name, Value value) {
    attributes = attributes.with(name, value);
    return this;
  }

  Vm setup(Value... steps) {
    return with("setup", Value.list(steps));
  }

  /** What is waited for, looked for often. */
  Vm ready(String what, Value value, String timeout) {
    return with(
        "ready",
        MapValue.builder()
            .put(what, value)
            .put("timeout", timeout)
            .put("interval", "50ms")
            .build());
  }

  /** A step that runs a script. */
  static MapValue run(String script) {
    return MapValue.builder().put("run", script).build();
  }

  /** The plan for it as it is recorded. */
  MapValue plan() throws ProviderException {
    return Settlement.plan(attributes, recorded, directory);
  }

  /** Plans, settles and records. */
  MapValue settle(Heard heard) throws ProviderException {
    MapValue planned = plan();
    ObservedResource made =
        Settlement.settle(
            ADDRESS, new ObservedResource("vm-1", planned), recorded, directory, heard);
    recorded = made.attributes();
    return made.attributes();
  }

  MapValue settle() throws ProviderException {
    return settle(new Heard());
  }

  /** Settles in vain, and records what is left, which can be gone on with. */
  ProviderException fail(Heard heard) {
    ProviderException failure = assertThrows(ProviderException.class, () -> settle(heard));
    ObservedResource left = failure.partial();
    assertNotNull(left, failure.reason());
    assertTrue(failure.resumable(), failure.reason());
    assertTrue(left.attributes().isWhollyKnown(), failure.reason());
    recorded = left.attributes();
    return failure;
  }

  ProviderException fail() {
    return fail(new Heard());
  }

  /** As after a crash: it is there, and nobody has recorded how far it came. */
  void forget() {
    recorded = null;
  }

  /** The marks of what is recorded as done. */
  List<String> settled() {
    MapValue record = recorded;
    return record == null ? List.of() : record.getList("settled").texts();
  }
}
