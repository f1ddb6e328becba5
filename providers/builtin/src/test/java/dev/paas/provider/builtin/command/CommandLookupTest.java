package dev.paas.provider.builtin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.builtin.testkit.RecordingContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the look-up {@code command} makes of what a program prints. */
class CommandLookupTest {
  private static final MapValue DEFAULTS =
      MapValue.builder().put("exitCodes", Value.list(List.of(Value.of(0)))).build();

  private final Path folder;

  CommandLookupTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private MapValue read(MapValue configuration) throws ProviderException {
    return new CommandLookup(folder, Map.of("PATH", "/usr/bin:/bin"))
        .read(configuration, new RecordingContext());
  }

  @Test
  void anObjectIsDecodedAndATextIsNot() throws Exception {
    MapValue object = read(DEFAULTS.with("command", Value.of("echo '{\"a\": [1]}'")));
    assertEquals("{a: [1]}", object.getOrNull("output").toString());
    MapValue text = read(DEFAULTS.with("command", Value.of("echo '[1]'")));
    assertEquals(Value.of("[1]"), text.get("output"));
    MapValue any =
        read(DEFAULTS.with("command", Value.of("echo '[1]'")).with("format", Value.of("json")));
    assertEquals(Value.list(List.of(Value.of(1))), any.get("output"));
  }

  @Test
  void otherExitCodesAreFailures() throws Exception {
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () -> read(DEFAULTS.with("command", Value.of("echo why >&2; exit 4"))));
    assertEquals("command ended with exit code 4", failure.reason());
    assertEquals(List.of("why"), failure.output());
  }

  @Test
  void oneThatTakesTooLongIsKilled() {
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                read(
                    DEFAULTS
                        .with("command", Value.of("sleep 60"))
                        .with("timeout", Value.of("100ms"))));
    assertTrue(failure.reason().contains("took longer than 100 ms"), failure.reason());
  }
}
