package dev.paas.core.module;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.git.Git.GitException;
import dev.paas.core.lock.LockFile;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a platform that are in repositories: which commit each is pinned to, by the lock
 * file, and where that is on this machine. Use it in one thread.
 */
public final class RemoteModules {
  private static final String FOLDER = ".paas/modules";
  private static final String KEY = "modules";
  private static final int SHORT = 12;

  private final Path directory;
  private final String fileName;
  private final boolean fetches;
  private final Predicate<String> renews;
  private final Map<String, String> used = new TreeMap<>();
  private final List<String> fetched = new ArrayList<>();
  private final TreeSet<String> calls = new TreeSet<>();
  private @Nullable LockFile lock;
  private @Nullable Map<String, String> pinned;

  /**
   * What became of a pin.
   *
   * @param pin the repository at a ref
   * @param before the commit that it was; {@code null} when it was not pinned
   * @param after the commit that it is; {@code null} when no module uses it any more
   */
  public record Change(String pin, @Nullable String before, @Nullable String after) {}

  private RemoteModules(
      Path directory, String fileName, boolean fetches, Predicate<String> renews) {
    this.directory = directory;
    this.fileName = fileName;
    this.fetches = fetches;
    this.renews = renews;
  }

  /**
   * What is here already; everything else is an error.
   *
   * @param directory the platform's folder
   * @param fileName how messages call the platform's file
   */
  public static RemoteModules present(Path directory, String fileName) {
    return new RemoteModules(directory, fileName, false, pin -> false);
  }

  /**
   * What is missing is fetched, at the pinned commit, and pinned if it is not.
   *
   * @param renews of a call, by its address, whether its pin is moved to what the ref stands for
   *     now
   */
  public static RemoteModules fetching(Path directory, String fileName, Predicate<String> renews) {
    return new RemoteModules(directory, fileName, true, renews);
  }

  /**
   * The folder in which a repository's files are.
   *
   * @param call the address of the call
   * @param span where the source stands
   * @throws DiagnosticException when they are not here, or cannot be fetched
   */
  public Path folder(GitSource source, String call, Span span) {
    calls.add(call);
    String pin = source.pin();
    String commit = used.get(pin);
    if (commit == null || (fetches && renews.test(call) && !fetchedNow(pin))) {
      commit = commit(source, call, span);
      used.put(pin, commit);
    }
    Path folder = folder(source, commit);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (!fetches) {
      throw missing(call, span);
    }
    fetch(source, commit, folder, span);
    return folder;
  }

  private boolean fetchedNow(String pin) {
    return fetched.contains(pin);
  }

  private String commit(GitSource source, String call, Span span) {
    String known = pinned().get(source.pin());
    boolean renewed = fetches && renews.test(call);
    if (known != null && !renewed) {
      return known;
    }
    if (!fetches) {
      throw missing(call, span);
    }
    try {
      String commit = new GitRepository(source.url()).resolve(source.ref(), directory);
      if (commit == null) {
        throw Diagnostic.error(
                Problem.MODULE_FETCH,
                source.ref().isEmpty()
                    ? source.url() + " has no default branch"
                    : source.url() + " has no tag or branch " + source.ref())
            .at(span)
            .toException();
      }
      fetched.add(source.pin());
      return commit;
    } catch (GitException failure) {
      throw failed(source, failure.getMessage(), span);
    }
  }

  private void fetch(GitSource source, String commit, Path folder, Span span) {
    try {
      Path all = Files.createDirectories(directory.resolve(FOLDER));
      Path ignore = all.resolve(".gitignore");
      if (Files.notExists(ignore)) {
        Files.writeString(ignore, "*\n", StandardCharsets.UTF_8);
      }
      new GitRepository(source.url()).fetch(commit, folder);
    } catch (GitException failure) {
      throw failed(source, failure.getMessage(), span);
    } catch (IOException failure) {
      throw failed(source, IoReason.of(failure), span);
    }
  }

  private static DiagnosticException failed(GitSource source, @Nullable String why, Span span) {
    String said = why == null ? "" : why.strip();
    return Diagnostic.error(Problem.MODULE_FETCH, "cannot fetch " + source.url())
        .output(said.lines().filter(line -> !line.isBlank()).toList())
        .hint("Check the address and the ref, and that git fetch may read it without asking.")
        .at(span)
        .toException();
  }

  private static DiagnosticException missing(String call, Span span) {
    return Diagnostic.error(Problem.MODULE_NOT_FETCHED, call + " has not been fetched")
        .detail("Its files are not on this machine at the commit that is to be used.")
        .hint("Run paas modules get.")
        .at(span)
        .toException();
  }

  private Path folder(GitSource source, String commit) {
    String name = source.url().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    String clean = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return directory
        .resolve(FOLDER)
        .resolve(clean + "-" + hash(source.url()))
        .resolve(commit.substring(0, SHORT));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The addresses of the calls that were asked for, sorted. */
  public SortedSet<String> calls() {
    return new TreeSet<>(calls);
  }

  private LockFile lock() {
    LockFile read = lock;
    if (read == null) {
      read = LockFile.read(directory, fileName);
      lock = read;
    }
    return read;
  }

  private Map<String, String> pinned() {
    Map<String, String> known = pinned;
    if (known != null) {
      return known;
    }
    Map<String, String> read = new TreeMap<>();
    Node section = lock().get(KEY);
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        String commit =
            entry.value() instanceof MappingNode pin
                    && pin.get("commit") instanceof ScalarNode scalar
                ? scalar.text()
                : "";
        if (!GitSource.isCommit(commit)) {
          throw invalid(entry.key().span());
        }
        read.put(entry.name(), commit);
      }
    } else if (section != null) {
      throw invalid(section.span());
    }
    pinned = read;
    return read;
  }

  private static DiagnosticException invalid(Span span) {
    return Diagnostic.error(Problem.LOCK_FILE, "a module is pinned without a whole commit id")
        .hint("Bring it back from version control; or remove it and run paas modules get.")
        .at(span)
        .toException();
  }

  /**
   * What has changed with respect to the lock file.
   *
   * @param all whether all modules of the platform were looked at, so that others are not used
   */
  public List<Change> changes(boolean all) {
    TreeSet<String> names = new TreeSet<>(used.keySet());
    if (all) {
      names.addAll(pinned().keySet());
    }
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      String before = pinned().get(name);
      String after = used.get(name);
      if (before == null || !before.equals(after)) {
        changes.add(new Change(name, before, after));
      }
    }
    return changes;
  }

  /**
   * Writes the pins into the lock file, if they have changed.
   *
   * @throws DiagnosticException when it cannot be written
   */
  public void write(boolean all) {
    if (changes(all).isEmpty()) {
      return;
    }
    Map<String, String> now = all ? new TreeMap<>() : new TreeMap<>(pinned());
    now.putAll(used);
    StringBuilder lines = new StringBuilder();
    now.forEach(
        (pin, commit) ->
            lines
                .append("  \"")
                .append(pin.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\":\n    commit: \"")
                .append(commit)
                .append("\"\n"));
    lock().with(KEY, lines.toString()).write();
  }
}
