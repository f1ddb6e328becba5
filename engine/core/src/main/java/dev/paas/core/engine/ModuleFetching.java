package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.module.RemoteModules;
import dev.paas.core.platform.PlatformLoader;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Fetches the modules of a platform, in all its environments, and pins them in its lock file. */
public final class ModuleFetching {
  private final Path main;
  private final String fileName;
  private final List<Path> pluginFolders;
  private final Map<String, String> environment;

  /**
   * @param main the platform's main file
   * @param fileName how messages call it
   * @param pluginFolders folders of plugins
   * @param environment the caller's environment variables
   */
  public ModuleFetching(
      Path main, String fileName, List<Path> pluginFolders, Map<String, String> environment) {
    this.main = main;
    this.fileName = fileName;
    this.pluginFolders = List.copyOf(pluginFolders);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Fetches what is missing, at the commits that are pinned; what is not pinned is.
   *
   * @return what is different in the lock file
   * @throws DiagnosticException when something cannot be fetched: then nothing is pinned
   */
  public List<RemoteModules.Change> get() {
    RemoteModules modules = RemoteModules.fetching(directory(), fileName, call -> false);
    load(modules);
    return written(modules, false);
  }

  /**
   * Moves pins to what their tags and branches stand for now, and fetches that.
   *
   * @param names the calls, as {@code cache} or {@code modules.cache}; empty for all
   * @return what is different in the lock file
   * @throws DiagnosticException when something cannot be fetched, or a call is none: then no pin is
   *     moved
   */
  public List<RemoteModules.Change> update(List<String> names) {
    SortedSet<String> wanted = new TreeSet<>();
    names.forEach(name -> wanted.add(name.startsWith("modules.") ? name : "modules." + name));
    RemoteModules modules =
        RemoteModules.fetching(
            directory(), fileName, call -> wanted.isEmpty() || wanted.contains(call));
    load(modules);
    Diagnostics unknown = new Diagnostics();
    for (String name : wanted) {
      if (!modules.calls().contains(name)) {
        unknown.add(
            Diagnostic.error(Problem.MODULE_NOT_FOUND, "there is no " + name + " from a repository")
                .hint(DidYouMean.hint(name, modules.calls())));
      }
    }
    unknown.throwIfErrors();
    return written(modules, wanted.isEmpty());
  }

  private Path directory() {
    Path parent = main.toAbsolutePath().normalize().getParent();
    return parent == null ? main.toAbsolutePath() : parent;
  }

  private static List<RemoteModules.Change> written(RemoteModules modules, boolean all) {
    List<RemoteModules.Change> changes = modules.changes(all);
    modules.write(all);
    return changes;
  }

  private void load(RemoteModules modules) {
    Diagnostics problems = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(pluginFolders, problems);
    problems.throwIfErrors();
    for (String name : PluginLocks.environments(main)) {
      Diagnostics found = new Diagnostics();
      boolean read =
          new PlatformLoader(plugins, new ExpressionParser(DevCelCompiler::new), found)
                  .with(modules)
                  .load(main, fileName, name, VariableInputs.of(environment))
              != null;
      for (Diagnostic each : found.sorted()) {
        if (each.isError() && (!read || isAboutFetching(each.problem()))) {
          problems.add(each);
        }
      }
    }
    problems.throwIfErrors();
  }

  /** What else is wrong with the platform is told when it is used. */
  private static boolean isAboutFetching(Problem problem) {
    String id = problem.id();
    return (id.startsWith("module.") && !id.startsWith("module.input"))
        || id.startsWith("lock.")
        || id.startsWith("yaml.")
        || id.startsWith("file.");
  }
}
