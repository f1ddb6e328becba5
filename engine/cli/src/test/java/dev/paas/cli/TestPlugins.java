package dev.paas.cli;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Plugin folders without jars, for the plugins on the class path. */
public final class TestPlugins {
  private static final String MANIFEST = "META-INF/paas/plugin.json";

  private TestPlugins() {}

  /** Makes them below {@code target}, which then is a folder of plugins. */
  public static List<Path> in(Path target) {
    try {
      ClassLoader loader = TestPlugins.class.getClassLoader();
      for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
        try (InputStream in = manifest.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          MapValue parsed = (MapValue) JsonValues.parse(text);
          Path folder = Files.createDirectories(target.resolve(parsed.getString("name", "")));
          Files.writeString(folder.resolve("plugin.json"), text);
        }
      }
      return List.of(target);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
