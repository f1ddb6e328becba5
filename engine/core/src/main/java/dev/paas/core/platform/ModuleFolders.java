package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.module.GitSource;
import dev.paas.core.module.RemoteModules;
import dev.paas.core.source.ScalarNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the folders and files of modules. */
final class ModuleFolders {
  /** What the file of a module is called, the first that is there. */
  private static final List<String> FILES = List.of("module.yaml", "platform.yaml");

  private final Path platform;
  private final String prefix;
  private final RemoteModules remote;
  private final @Nullable RecordedDocuments recorded;

  /** Of each module's folder that is in a fetched repository, the folder of that. */
  private final Map<Path, Path> repositories = new HashMap<>();

  /**
   * @param platform the platform's folder, absolute
   * @param mainName how messages call its file
   * @param remote the modules that are in repositories
   * @param recorded knows where modules were, and is asked instead; {@code null} for what is there
   */
  ModuleFolders(
      Path platform, String mainName, RemoteModules remote, @Nullable RecordedDocuments recorded) {
    this.platform = platform;
    this.remote = remote;
    this.recorded = recorded;
    int slash = mainName.lastIndexOf('/');
    this.prefix = slash < 0 ? "" : mainName.substring(0, slash + 1);
  }

  /**
   * The file of a module.
   *
   * @param file it, absolute
   * @param name how messages call it
   */
  record Found(Path file, String name) {}

  /**
   * Finds the file of a module.
   *
   * @param source where the module comes from, as it is written
   * @param caller the module that calls it
   * @param call the address of the call
   * @return {@code null} when there is none, which is reported
   */
  @Nullable Found find(
      ScalarNode source, ModuleDeclaration caller, String call, Diagnostics diagnostics) {
    if (source.text().contains("${")) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.EXPRESSION_NOT_ALLOWED, "the source of a module cannot be an expression")
              .detail("What is in it must be known before anything is evaluated.")
              .at(source.span()));
      return null;
    }
    Path before = recorded == null ? null : recorded.called(call);
    if (recorded != null && before != null) {
      return recorded.found(before, prefix + name(before));
    }
    try {
      Path folder = folder(source, caller, call);
      for (String name : FILES) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          return new Found(file, prefix + name(file));
        }
      }
      diagnostics.add(
          Diagnostic.error(Problem.MODULE_NOT_FOUND, source.text() + " is no module")
              .detail("The folder has no file " + FILES.get(0) + ".")
              .at(source.span()));
    } catch (DiagnosticException problem) {
      diagnostics.addAll(problem.diagnostics());
    }
    return null;
  }

  private Path folder(ScalarNode source, ModuleDeclaration caller, String call) {
    String text = source.text();
    GitSource git;
    try {
      git = GitSource.parse(text);
    } catch (IllegalArgumentException unusable) {
      // A line with a password in it is not shown.
      boolean secret = text.contains("@");
      String what =
          secret
              ? "the source of " + call + " cannot be used"
              : "this cannot be the source of a module";
      throw Diagnostic.error(Problem.MODULE_SOURCE, what)
          .detail(unusable.getMessage())
          .at(secret ? null : source.span())
          .toException();
    }
    Path root = git == null ? repositories.get(caller.directory()) : null;
    Path folder;
    if (git == null) {
      folder = caller.directory().resolve(text).normalize();
    } else {
      root = remote.folder(git, call, source.span());
      folder = root.resolve(git.folder()).normalize();
    }
    if (root != null && !folder.startsWith(root)) {
      throw Diagnostic.error(Problem.MODULE_SOURCE, text + " leads out of the repository")
          .detail("The caller was fetched from one, and only that is fetched with it.")
          .at(source.span())
          .toException();
    }
    if (!Files.isDirectory(folder)) {
      throw Diagnostic.error(Problem.MODULE_NOT_FOUND, "there is no folder " + text)
          .detail(
              git == null
                  ? "It was looked for in " + shown(caller.directory()) + "."
                  : "The repository has none of that name at this commit.")
          .hint(
              git == null && !text.startsWith(".") && text.contains(".")
                  ? "A repository of git is written git+https://host/repository.git//folder?ref=v1."
                  : null)
          .at(source.span())
          .toException();
    }
    if (root != null) {
      repositories.put(folder, root);
    }
    return folder;
  }

  /** A folder as seen from the platform's; empty for that one. */
  String relative(Path folder) {
    return name(folder);
  }

  private String name(Path path) {
    Path root = platform.getRoot();
    boolean related = root != null && root.equals(path.getRoot());
    return (related ? platform.relativize(path) : path).toString();
  }

  private String shown(Path folder) {
    String name = prefix + name(folder);
    return name.isEmpty() ? "the folder of the platform" : name;
  }
}
