package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.sample.packing.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of somebody else's is added by dropping a folder in. */
final class ThirdPartyPluginTest {
  private final Path folder;

  ThirdPartyPluginTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aDroppedInFolderIsListedPlannedAndApplied() throws IOException, InterruptedException {
    SampleFolder.pack(folder.resolve("plugins"));
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Paas paas = new Paas(folder, Map.of("PAAS_PLUGINS", folder.resolve("plugins").toString()));
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: third
        providers:
          sample: { folder: notes }
        resources:
          hello: { type: sample.note, text: hello }
        """);
    assertTrue(paas.run("providers").succeeded().contains("\nsample "));
    assertTrue(paas.run("schema").succeeded().contains("sample.note"));
    paas.run("apply", "--auto-approve").succeeded();
    assertFalse(isEmpty(notes));
    assertEquals(0, paas.run("plan", "--detailed-exitcode").code());

    Paas without = new Paas(folder, Map.of());
    String error = without.run("plan").failed();
    assertTrue(error.contains("platform.yaml:4:"), error);

    paas.run("destroy", "--auto-approve").succeeded();
    assertTrue(isEmpty(notes));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
