package dev.paas.faults.mortal;

import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The state backends of an installation, loaded as the engine loads them. */
public final class InstalledBackend {
  /** The property by which the launcher says where the installation is. */
  private static final String INSTALLATION = "paas.home";

  private static final Map<String, StateBackendPlugin> LOADED = new ConcurrentHashMap<>();

  private InstalledBackend() {}

  /** Opens a store of the backend {@code name}. */
  public static StateStore open(String name, StateSettings settings) throws StateException {
    return LOADED.computeIfAbsent(name, InstalledBackend::load).open(settings);
  }

  private static StateBackendPlugin load(String name) {
    Path home =
        Path.of(System.getProperty(INSTALLATION, System.getProperty("paas.installation", "")));
    Path own = home.resolve("plugins").resolve(name);
    URL[] jars = jars(own, "");
    ClassLoader loader = new Loader(jars.length > 0 ? jars : jars(home.resolve("lib"), name));
    for (StateBackendPlugin plugin : ServiceLoader.load(StateBackendPlugin.class, loader)) {
      if (plugin.name().equals(name)) {
        return plugin;
      }
    }
    throw new IllegalStateException("there is no backend " + name + " in " + home);
  }

  private static URL[] jars(Path folder, String part) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> String.valueOf(file.getFileName()).contains(part))
          .map(InstalledBackend::url)
          .toArray(URL[]::new);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Shares the SPI only. */
  private static final class Loader extends URLClassLoader {
    Loader(URL[] jars) {
      super(jars, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("dev.paas.spi.")
          ? InstalledBackend.class.getClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
