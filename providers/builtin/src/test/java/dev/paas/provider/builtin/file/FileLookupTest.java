package dev.paas.provider.builtin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.builtin.testkit.RecordingContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the look-up {@code file} tells of a file. */
class FileLookupTest {
  private final Path folder;

  FileLookupTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private MapValue read(MapValue configuration) throws ProviderException {
    return new FileLookup(folder).read(configuration, new RecordingContext());
  }

  @Test
  void itTellsContentAndHash() throws Exception {
    Files.writeString(folder.resolve("a"), "abc");
    MapValue found = read(MapValue.builder().put("path", "a").build());
    assertEquals("abc", found.getString("content"));
    assertEquals("YWJj", found.getString("base64"));
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        found.getString("sha256"));
    assertEquals(Value.of(3), found.get("size"));
    assertEquals(Value.of(true), found.get("exists"));
  }

  @Test
  void whatIsNotThereIsToldWhenItIsOptional() throws Exception {
    MapValue missing = read(MapValue.builder().put("path", "a").put("optional", true).build());
    assertEquals(Value.of(false), missing.get("exists"));
    assertTrue(missing.getOrNull("content").isNull());
  }

  @Test
  void whatIsNoTextHasNoContent() throws Exception {
    Files.write(folder.resolve("a"), new byte[] {(byte) 0xff});
    MapValue found = read(MapValue.builder().put("path", "a").build());
    assertTrue(found.getOrNull("content").isNull());
    assertEquals("/w==", found.getString("base64"));
  }
}
