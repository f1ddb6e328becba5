package dev.paas.faults;

import dev.paas.faults.mortal.MortalBackend;
import dev.paas.faults.mortal.MortalProvider;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.state.StateBackendPlugin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The plugins {@code mortal} and {@code mortal-store} as folders. */
final class MortalPlugins {
  private MortalPlugins() {}

  /** Folders with manifests alone: their classes are found on the class path. */
  static void manifests(Path plugins) throws IOException {
    manifest(plugins, "mortal", "provider.json");
    manifest(plugins, "mortal-store", "backend.json");
  }

  private static Path manifest(Path plugins, String name, String resource) throws IOException {
    Path folder = Files.createDirectories(plugins.resolve(name));
    try (InputStream in = MortalProvider.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      Files.write(folder.resolve("plugin.json"), in.readAllBytes());
    }
    return folder;
  }

  /** Whole plugin folders, for the installed program. */
  static void pack(Path plugins) throws IOException {
    jar(manifest(plugins, "mortal", "provider.json"), ProviderPlugin.class, MortalProvider.class);
    jar(
        manifest(plugins, "mortal-store", "backend.json"),
        StateBackendPlugin.class,
        MortalBackend.class);
  }

  private static void jar(Path folder, Class<?> service, Class<?> entryPoint) throws IOException {
    String location = entryPoint.getPackageName().replace('.', '/') + "/";
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(folder.resolve("mortal.jar")));
        Stream<Path> classes = Files.list(classes(entryPoint))) {
      put(
          jar,
          "META-INF/services/" + service.getName(),
          entryPoint.getName().getBytes(StandardCharsets.UTF_8));
      for (Path file : classes.filter(each -> each.toString().endsWith(".class")).toList()) {
        put(jar, location + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private static Path classes(Class<?> entryPoint) {
    try {
      Path root = Path.of(entryPoint.getProtectionDomain().getCodeSource().getLocation().toURI());
      return root.resolve(entryPoint.getPackageName().replace('.', '/'));
    } catch (URISyntaxException impossible) {
      throw new UncheckedIOException(new IOException(impossible));
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
