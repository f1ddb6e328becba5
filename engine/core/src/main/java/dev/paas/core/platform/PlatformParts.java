package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Of which files a platform consists, whether they are valid or not. */
public final class PlatformParts {
  private PlatformParts() {}

  /**
   * The main file, what it includes, the overlays of all environments, and the same of each module
   * that is in a folder.
   *
   * @param main the main file
   * @param name how messages call it
   * @param diagnostics gets what keeps a file from being read
   * @return the names of the files, relative as {@code name} is
   */
  public static List<String> of(Path main, String name, Diagnostics diagnostics) {
    Set<String> names = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    Set<String> seen = new LinkedHashSet<>(open);
    Path folder = main.toAbsolutePath().normalize().getParent();
    while (!open.isEmpty() && folder != null) {
      String file = open.remove();
      Path path = folder.resolve(file);
      List<String> environments = new ArrayList<>(List.of(""));
      environments.addAll(Overlays.environments(path));
      for (String environment : environments) {
        // A file that is read for several environments has its errors told once.
        Diagnostics found = environment.isEmpty() ? diagnostics : new Diagnostics();
        PlatformFiles.Merged merged = PlatformFiles.read(path, file, environment, found);
        if (merged != null) {
          merged.sources().stream().map(Source::name).forEach(names::add);
          for (String module : modules(merged.root(), path, file)) {
            if (seen.add(module)) {
              open.add(module);
            }
          }
        }
      }
    }
    return List.copyOf(names);
  }

  private static List<String> modules(MappingNode root, Path caller, String name) {
    List<String> files = new ArrayList<>();
    Path parent = Path.of(name).getParent();
    if (root.get("modules") instanceof MappingNode calls) {
      for (MappingNode.Entry call : calls.entries()) {
        if (call.value() instanceof MappingNode body
            && body.get("source") instanceof ScalarNode source
            && source.text().startsWith(".")) {
          for (String file : List.of("module.yaml", "platform.yaml")) {
            Path folder = parent == null ? Path.of("") : parent;
            String candidate = folder.resolve(source.text()).normalize().resolve(file).toString();
            Path there = caller.resolveSibling(source.text()).normalize().resolve(file);
            if (Files.isRegularFile(there)) {
              files.add(candidate);
              break;
            }
          }
        }
      }
    }
    return files;
  }
}
