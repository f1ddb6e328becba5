package dev.paas.core.lock;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Which plugins a platform was last used with. */
public final class PluginLock {
  private static final String KEY = "plugins";
  private static final int SHOWN = "sha256:".length() + 16;

  private final LockFile file;
  private final Map<String, Locked> locked;
  private final Map<String, FutureTask<String>> digests = new ConcurrentHashMap<>();

  /**
   * A plugin in the lock, or as it is installed.
   *
   * @param version its version
   * @param digest of its files
   * @param span where it stands; {@code null} for an installed one
   */
  private record Locked(String version, String digest, @Nullable Span span) {
    boolean isSame(Locked other) {
      return version.equals(other.version) && digest.equals(other.digest);
    }
  }

  /**
   * What a new lock does to a plugin.
   *
   * @param plugin its name
   * @param before the version that was locked; {@code null} when none was
   * @param after the version that is locked now; {@code null} when none is
   */
  public record Change(String plugin, @Nullable String before, @Nullable String after) {}

  /**
   * A lock with other plugins in it.
   *
   * @param file the file to write
   * @param changes what is different in it, by plugin
   */
  public record Renewed(LockFile file, List<Change> changes) {}

  private PluginLock(LockFile file, Map<String, Locked> locked) {
    this.file = file;
    this.locked = locked;
  }

  /**
   * The plugins that a lock file names.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it is not as paas writes it
   */
  public static PluginLock in(LockFile file) {
    Map<String, Locked> locked = new TreeMap<>();
    Node section = file.get(KEY);
    if (section instanceof MappingNode plugins) {
      Diagnostics problems = new Diagnostics();
      for (MappingNode.Entry entry : plugins.entries()) {
        String version = text(entry.value(), "version");
        String digest = text(entry.value(), "digest");
        if (version == null || digest == null) {
          problems.add(
              LockFile.invalid(
                  "the plugin " + entry.name() + " is locked without a version and a digest",
                  entry.key().span()));
        } else {
          locked.put(entry.name(), new Locked(version, digest, entry.key().span()));
        }
      }
      problems.throwIfErrors();
    } else if (section != null) {
      throw LockFile.invalid("plugins must be a map", section.span()).toException();
    }
    return new PluginLock(file, locked);
  }

  private static @Nullable String text(Node node, String key) {
    return node instanceof MappingNode map && map.get(key) instanceof ScalarNode scalar
        ? scalar.text()
        : null;
  }

  /** Whether it says anything. */
  public boolean isEmpty() {
    return locked.isEmpty();
  }

  /** Begins to read the files of the plugins that are locked, beside what the caller does. */
  public void readAhead(PluginCatalog installed) {
    for (String name : locked.keySet()) {
      PluginManifest plugin = installed.plugin(name);
      if (plugin != null) {
        digests.put(name, new FutureTask<>(() -> FolderDigest.of(plugin.folder())));
      }
    }
    Thread reader = new Thread(() -> digests.values().forEach(FutureTask::run), "paas-digests");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Compares it with what is installed.
   *
   * @param used the plugins that the platform uses
   * @param diagnostics gets an error for each plugin that differs, and a warning for each that is
   *     used and not locked
   */
  public void check(List<PluginManifest> used, PluginCatalog installed, Diagnostics diagnostics) {
    locked.forEach(
        (name, expected) -> {
          PluginManifest plugin = installed.plugin(name);
          Locked found = plugin == null ? null : installed(plugin, diagnostics);
          if (found != null && !found.isSame(expected)) {
            diagnostics.add(differs(name, expected, found));
          }
        });
    for (PluginManifest plugin : used) {
      if (!locked.containsKey(plugin.name())) {
        diagnostics.add(
            Diagnostic.warning(
                    Problem.LOCK_MISSING,
                    "the plugin " + plugin.name() + " is not in " + file.name())
                .detail("It is used as it is installed, whatever its version.")
                .hint("paas init adds it."));
      }
    }
  }

  private Diagnostic.Builder differs(String name, Locked expected, Locked found) {
    boolean sameVersion = expected.version().equals(found.version());
    String what =
        sameVersion
            ? "the files of the plugin " + name + " are not those that are locked"
            : "the plugin " + name + " is not the one that is locked";
    return Diagnostic.error(Problem.LOCK_DIFFERS, what)
        .detail(
            "Locked is "
                + expected.version()
                + " ("
                + shortened(expected.digest())
                + "), installed is "
                + found.version()
                + " ("
                + shortened(found.digest())
                + ").")
        .hint(
            (sameVersion ? "Install it again" : "Install the locked version")
                + "; or, to use the installed one from now on: paas init --upgrade.")
        .at(expected.span());
  }

  private static String shortened(String digest) {
    return digest.length() <= SHOWN ? digest : digest.substring(0, SHOWN) + "…";
  }

  private @Nullable Locked installed(PluginManifest plugin, Diagnostics diagnostics) {
    try {
      return new Locked(plugin.version(), digest(plugin), null);
    } catch (IOException unreadable) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PLUGIN_INVALID, "cannot read the files of the plugin " + plugin.name())
              .detail(IoReason.of(unreadable))
              .hint("It is in " + plugin.folder() + ". Install it again."));
      return null;
    }
  }

  private String digest(PluginManifest plugin) throws IOException {
    FutureTask<String> ahead = digests.get(plugin.name());
    if (ahead == null) {
      return FolderDigest.of(plugin.folder());
    }
    // Does it here when the other thread has not come to it yet.
    ahead.run();
    try {
      return ahead.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException unreadable
          ? unreadable
          : new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /**
   * The lock for the plugins that the platform uses now.
   *
   * @param upgrade whether a plugin that differs is taken as it is installed
   * @throws dev.paas.core.diagnostic.DiagnosticException when one differs and may not
   */
  public Renewed renewed(List<PluginManifest> used, boolean upgrade) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, Locked> now = new TreeMap<>();
    for (PluginManifest plugin : used) {
      Locked found = installed(plugin, diagnostics);
      Locked expected = locked.get(plugin.name());
      if (found != null) {
        now.put(plugin.name(), found);
        if (expected != null && !upgrade && !found.isSame(expected)) {
          diagnostics.add(differs(plugin.name(), expected, found));
        }
      }
    }
    diagnostics.throwIfErrors();
    StringBuilder lines = new StringBuilder();
    now.forEach(
        (name, plugin) ->
            lines
                .append("  ")
                .append(isPlain(name) ? name : quoted(name))
                .append(":\n    version: ")
                .append(quoted(plugin.version()))
                .append("\n    digest: ")
                .append(plugin.digest())
                .append('\n'));
    return new Renewed(file.with(KEY, lines.toString()), changes(now));
  }

  private static boolean isPlain(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9-]*") && !name.matches("(?i)true|false|null");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private List<Change> changes(Map<String, Locked> now) {
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (name, after) -> {
          Locked before = locked.get(name);
          if (before == null || !before.isSame(after)) {
            changes.add(
                new Change(name, before == null ? null : before.version(), after.version()));
          }
        });
    locked.forEach(
        (name, before) -> {
          if (!now.containsKey(name)) {
            changes.add(new Change(name, before.version(), null));
          }
        });
    return changes;
  }
}
