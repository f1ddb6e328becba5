package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.ScalarNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folders and files of modules. */
final class ModuleFolders {
  /** What the file of a module is called, the first that is there. */
  private static final List<String> FILES = List.of("module.yaml", "platform.yaml");

  private final Path platform;
  private final String prefix;

  /**
   * @param platform the platform's folder, absolute
   * @param mainName how messages call its file
   */
  ModuleFolders(Path platform, String mainName) {
    this.platform = platform;
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
   * @return {@code null} when there is none, which is reported
   */
  @Nullable Found find(ScalarNode source, ModuleDeclaration caller, Diagnostics diagnostics) {
    String text = source.text();
    if (text.contains("${")) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.EXPRESSION_NOT_ALLOWED, "the source of a module cannot be an expression")
              .detail("What is in it must be known before anything is evaluated.")
              .at(source.span()));
      return null;
    }
    Path folder = caller.directory().resolve(text).normalize();
    if (!Files.isDirectory(folder)) {
      diagnostics.add(
          Diagnostic.error(Problem.MODULE_NOT_FOUND, "there is no folder " + text)
              .detail("It was looked for in " + shown(caller.directory()) + ".")
              .at(source.span()));
      return null;
    }
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return new Found(file, prefix + name(folder.resolve(name)));
      }
    }
    diagnostics.add(
        Diagnostic.error(Problem.MODULE_NOT_FOUND, text + " is no module")
            .detail("The folder has no file " + FILES.get(0) + ".")
            .at(source.span()));
    return null;
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
