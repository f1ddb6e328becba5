package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.lock.LockFile;
import dev.paas.core.lock.PluginLock;
import dev.paas.core.platform.Overlays;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.PlatformLoader;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.ScalarNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which plugins a platform uses, held against its lock file. */
public final class PluginLocks {
  private PluginLocks() {}

  /**
   * The plugins in the lock file beside a platform's main file; their files are being read.
   *
   * @return {@code null} when nothing is locked
   * @throws DiagnosticException when the lock file cannot be read
   */
  static @Nullable PluginLock beside(Path main, String fileName, PluginCatalog plugins) {
    Path folder = main.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.notExists(folder.resolve(LockFile.NAME))) {
      return null;
    }
    PluginLock lock = PluginLock.in(LockFile.read(folder, fileName));
    if (lock.isEmpty()) {
      return null;
    }
    lock.readAhead(plugins);
    return lock;
  }

  /** Compares the plugins that a platform uses with those that are locked. */
  static void check(
      PluginLock lock, Platform platform, PluginCatalog plugins, Diagnostics diagnostics) {
    lock.check(List.copyOf(used(platform, plugins).values()), plugins, diagnostics);
  }

  /**
   * The lock of a platform in all its environments, as it should be.
   *
   * @param main the platform's main file
   * @param fileName how messages call it
   * @param pluginFolders folders of plugins
   * @param environment the caller's environment variables
   * @param upgrade whether plugins that differ from the lock are taken as they are installed
   * @throws DiagnosticException when the platform is not valid, or a plugin differs
   */
  public static PluginLock.Renewed renewed(
      Path main,
      String fileName,
      List<Path> pluginFolders,
      Map<String, String> environment,
      boolean upgrade) {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(pluginFolders, diagnostics);
    diagnostics.throwIfErrors();
    Map<String, PluginManifest> used = new LinkedHashMap<>();
    Path directory = main;
    for (String name : environments(main)) {
      Diagnostics found = new Diagnostics();
      Platform platform =
          new PlatformLoader(plugins, new ExpressionParser(DevCelCompiler::new), found)
              .load(main, fileName, name, VariableInputs.of(environment));
      for (Diagnostic each : found.sorted()) {
        // What a variable is set to does not matter here.
        if (each.isError() && each.problem() != Problem.VARIABLE_UNSET) {
          diagnostics.add(each);
        }
      }
      if (platform != null) {
        used.putAll(used(platform, plugins));
        directory = platform.directory();
      }
    }
    diagnostics.throwIfErrors();
    PluginLock lock = PluginLock.in(LockFile.read(directory, fileName));
    return lock.renewed(List.copyOf(used.values()), upgrade);
  }

  /** The default environment, and each that has an overlay beside the main file. */
  static SortedSet<String> environments(Path main) {
    SortedSet<String> names = new TreeSet<>(Overlays.environments(main));
    names.add("");
    return names;
  }

  /** The plugins of a platform's providers and of its state, by name. */
  private static Map<String, PluginManifest> used(Platform platform, PluginCatalog plugins) {
    Map<String, PluginManifest> used = new LinkedHashMap<>();
    List<PluginManifest> all = new ArrayList<>();
    platform.providers().values().forEach(provider -> all.add(provider.plugin()));
    String backend =
        platform.state() != null && platform.state().get("backend") instanceof ScalarNode scalar
            ? scalar.text()
            : StateOpener.DEFAULT_BACKEND;
    PluginManifest state = plugins.plugin(backend);
    if (state != null) {
      all.add(state);
    }
    all.forEach(plugin -> used.put(plugin.name(), plugin));
    return used;
  }
}
