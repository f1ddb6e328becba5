package dev.paas.provider.sample.packing;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.paas.provider.sample.SamplePlugin;
import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample keeps the contract, loaded from a plugin folder by a class loader of its own. */
class SampleContractTest extends ProviderContract {
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static URLClassLoader loader;

  @BeforeAll
  static void install(@TempDir Path plugins) throws IOException {
    folder = SampleFolder.pack(plugins);
    URL[] jars = {folder.resolve("sample.jar").toUri().toURL()};
    loader = new URLClassLoader(jars, new SpiOnly());
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  /** What a plugin sees of the engine. */
  private static final class SpiOnly extends ClassLoader {
    SpiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith("dev.paas.spi.")) {
        throw new ClassNotFoundException(name);
      }
      return ProviderPlugin.class.getClassLoader().loadClass(name);
    }
  }

  @Test
  void itIsLoadedFromItsFolder() {
    assertNotSame(SamplePlugin.class, plugin().getClass());
  }

  @Override
  protected ProviderPlugin plugin() {
    return ServiceLoader.load(ProviderPlugin.class, loader).findFirst().orElseThrow();
  }

  @Override
  protected Manifest manifest() throws Exception {
    return Manifest.read(folder.resolve("plugin.json").toUri().toURL());
  }

  @Override
  protected String type() {
    return "sample.note";
  }

  @Override
  protected MapValue configuration() {
    return text("folder", "kept");
  }

  @Override
  protected Samples samples() {
    MapValue full =
        MapValue.builder().put("text", Value.of("a hidden\nnote").asSensitive()).build();
    return Samples.of(text("text", ""), full).inPlace(text("text", "another note, not hidden"));
  }

  private static MapValue text(String name, String text) {
    return MapValue.builder().put(name, text).build();
  }

  @Override
  protected World world() {
    return new Notes(directory.resolve("kept"));
  }

  /** The folder, seen without the provider. */
  private record Notes(Path folder) implements World {
    @Override
    public Map<String, String> things() throws IOException {
      Map<String, String> things = new TreeMap<>();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            things.put(file.toString(), Files.readString(file));
          }
        }
      }
      return things;
    }

    @Override
    public void destroy(ObservedResource resource) throws IOException {
      Files.delete(folder.resolve(resource.id()));
    }

    @Override
    public Set<String> tamper(ObservedResource resource) throws IOException {
      Files.writeString(folder.resolve(resource.id()), "one two three four");
      return Set.of("text", "words");
    }
  }
}
