package dev.paas.core.plugin;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.state.StateBackendPlugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The installed plugins. */
public final class PluginCatalog {
  private final Map<String, PluginManifest> manifests = new TreeMap<>();
  private final Map<String, ClassLoader> loaders = new ConcurrentHashMap<>();

  private PluginCatalog() {}

  /**
   * Reads the manifests of all plugins in {@code folders}; classes are not loaded.
   *
   * @param folders folders that hold plugin folders; one that does not exist is passed over
   * @param diagnostics gets what is wrong with a plugin, which then is left out
   */
  public static PluginCatalog scan(List<Path> folders, Diagnostics diagnostics) {
    PluginCatalog catalog = new PluginCatalog();
    for (Path folder : folders) {
      for (Path plugin : pluginFolders(folder)) {
        catalog.add(plugin, diagnostics);
      }
    }
    return catalog;
  }

  private static List<Path> pluginFolders(Path folder) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (Files.exists(child.resolve(PluginManifest.FILE))) {
            found.add(child);
          }
        }
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    found.sort(null);
    return found;
  }

  private void add(Path folder, Diagnostics diagnostics) {
    PluginManifest manifest;
    try {
      manifest = PluginManifest.read(folder);
    } catch (IOException invalid) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PLUGIN_INVALID,
                  "cannot use the plugin in " + folder + ": its manifest is not valid")
              .detail(invalid.getMessage())
              .hint("Install it again, or remove the folder."));
      return;
    }
    PluginManifest other = manifests.putIfAbsent(manifest.name(), manifest);
    if (other != null) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PLUGIN_INVALID, "the plugin " + manifest.name() + " is installed twice")
              .detail("It is in " + other.folder() + " and in " + folder + ".")
              .hint("Remove one of them."));
    }
  }

  /** All plugins, by name. */
  public Collection<PluginManifest> plugins() {
    return manifests.values();
  }

  /** The names of the plugins that are providers. */
  public List<String> providerNames() {
    return manifests.values().stream()
        .filter(PluginManifest::isProvider)
        .map(PluginManifest::name)
        .toList();
  }

  /** A plugin by its name; {@code null} when it is not installed. */
  public @Nullable PluginManifest plugin(String name) {
    return manifests.get(name);
  }

  /**
   * Loads a provider's entry point.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when the plugin's classes cannot be loaded
   */
  public ProviderPlugin provider(PluginManifest manifest) {
    return load(manifest, ProviderPlugin.class, ProviderPlugin::name);
  }

  /**
   * Loads a state backend's entry point.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when the plugin's classes cannot be loaded
   */
  public StateBackendPlugin stateBackend(PluginManifest manifest) {
    return load(manifest, StateBackendPlugin.class, StateBackendPlugin::name);
  }

  private <T> T load(PluginManifest manifest, Class<T> service, Function<T, String> name) {
    try {
      for (T candidate : ServiceLoader.load(service, loader(manifest))) {
        if (name.apply(candidate).equals(manifest.name())) {
          return candidate;
        }
      }
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw invalid(manifest, broken.getMessage()).toException();
    }
    throw invalid(manifest, "It has no " + service.getSimpleName() + " of that name.")
        .toException();
  }

  private static Diagnostic.Builder invalid(PluginManifest manifest, @Nullable String why) {
    return Diagnostic.error(Problem.PLUGIN_INVALID, "the plugin " + manifest + " cannot be loaded")
        .detail(why)
        .hint("It is in " + manifest.folder() + ". Install it again.");
  }

  private ClassLoader loader(PluginManifest manifest) {
    return loaders.computeIfAbsent(manifest.name(), unused -> newLoader(manifest));
  }

  private static ClassLoader newLoader(PluginManifest manifest) {
    ClassLoader engine = PluginCatalog.class.getClassLoader();
    URL[] jars = jars(manifest.folder());
    return jars.length == 0 ? engine : new PluginClassLoader(manifest.name(), jars, engine);
  }

  private static URL[] jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : files) {
        jars.add(jar.toUri().toURL());
      }
    } catch (MalformedURLException notAPath) {
      throw new IllegalStateException(notAPath);
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.PLUGIN_INVALID, "cannot read the plugin folder " + folder)
          .detail(unreadable.getMessage())
          .toException();
    }
    jars.sort(java.util.Comparator.comparing(URL::getPath));
    return jars.toArray(new URL[0]);
  }
}
