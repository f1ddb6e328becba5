package dev.paas.provider.sample.packing;

import dev.paas.provider.sample.SamplePlugin;
import dev.paas.spi.provider.ProviderPlugin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The sample provider as a plugin folder. */
public final class SampleFolder {
  private static final List<String> CLASSES =
      List.of("SamplePlugin.class", "SampleProvider.class", "NoteHandler.class");

  private SampleFolder() {}

  /**
   * Makes the folder {@code sample} with the manifest and a jar.
   *
   * @param plugins the folder of plugin folders, such as one that {@code PAAS_PLUGINS} names; made
   *     when it is missing
   * @return the plugin's folder
   */
  public static Path pack(Path plugins) throws IOException {
    Path folder = Files.createDirectories(plugins.resolve("sample"));
    Files.write(folder.resolve("plugin.json"), bytes("plugin.json"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("sample.jar")))) {
      put(
          jar,
          "META-INF/services/" + ProviderPlugin.class.getName(),
          SamplePlugin.class.getName().getBytes(StandardCharsets.UTF_8));
      String location = SamplePlugin.class.getPackageName().replace('.', '/') + "/";
      for (String name : CLASSES) {
        put(jar, location + name, bytes(name));
      }
    }
    return folder;
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = SamplePlugin.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }
}
