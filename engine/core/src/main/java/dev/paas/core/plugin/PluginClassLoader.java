package dev.paas.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads a plugin's jars. Of the engine it shows only the SPI, so that the plugin's libraries and
 * the engine's never meet.
 */
final class PluginClassLoader extends URLClassLoader {
  private static final String SHARED = "dev.paas.spi.";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader engine;

  PluginClassLoader(String plugin, URL[] jars, ClassLoader engine) {
    super("paas-plugin-" + plugin, jars, ClassLoader.getPlatformClassLoader());
    this.engine = engine;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(SHARED)) {
      return engine.loadClass(name);
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> found = findResources(name);
    return found == null ? Collections.emptyEnumeration() : found;
  }
}
