package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.lock.LockFile;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a platform: the main one, what it includes, and the environment's overlay. */
final class PlatformFiles {
  /** Keys that hold named entries, which several files may add to. */
  private static final Set<String> COLLECTIONS = collections();

  /** Keys that hold lists, which several files may add to. */
  private static final Set<String> LISTS = Set.of("moved", "removed", "imports");

  private static final String VARIABLES = ".vars.yaml";

  private final Path main;
  private final Path directory;
  private final String namePrefix;
  private final Diagnostics diagnostics;
  private final YamlReader reader = new YamlReader(YamlLimits.DEFAULT);
  private final List<Source> sources = new ArrayList<>();
  private final Map<Path, ScalarNode> included = new HashMap<>();

  private PlatformFiles(Path main, String mainName, Diagnostics diagnostics) {
    this.main = main.toAbsolutePath().normalize();
    Path parent = this.main.getParent();
    this.directory = parent == null ? main.toAbsolutePath() : parent;
    int slash = mainName.lastIndexOf('/');
    this.namePrefix = slash < 0 ? "" : mainName.substring(0, slash + 1);
    this.diagnostics = diagnostics;
  }

  private static Set<String> collections() {
    Set<String> names = new TreeSet<>(CoreSchemas.SECTIONS);
    names.addAll(
        List.of(
            "resources",
            "data",
            "variables",
            "locals",
            "outputs",
            "checks",
            "policies",
            "providers",
            "modules"));
    return names;
  }

  /**
   * All files as one document.
   *
   * @param root the merged document
   * @param directory the folder of the main file, absolute
   * @param sources the files that were read
   * @param main the main file
   */
  record Merged(MappingNode root, Path directory, List<Source> sources, Path main) {
    /** The texts of the overlays of all environments; one that cannot be read is left out. */
    Stream<String> otherOverlays() {
      return Overlays.environments(main).stream().flatMap(this::text);
    }

    private Stream<String> text(String environment) {
      Path file = directory.resolve(Overlays.nameOf(main.getFileName().toString(), environment));
      try {
        return Stream.of(Files.readString(file));
      } catch (IOException unreadable) {
        return Stream.of();
      }
    }
  }

  /**
   * Reads them.
   *
   * @param main the main file
   * @param mainName how messages call it
   * @param environment the environment; empty for the default one
   * @return {@code null} when the main file cannot be used
   */
  static @Nullable Merged read(
      Path main, String mainName, String environment, Diagnostics diagnostics) {
    return read(main, mainName, environment, diagnostics, entry -> {});
  }

  /**
   * The same.
   *
   * @param onRootEntry hears of each outermost entry of the main file as soon as it is read
   */
  static @Nullable Merged read(
      Path main,
      String mainName,
      String environment,
      Diagnostics diagnostics,
      Consumer<MappingNode.Entry> onRootEntry) {
    PlatformFiles files = new PlatformFiles(main, mainName, diagnostics);
    if (Files.notExists(main)) {
      diagnostics.add(
          Diagnostic.error(Problem.FILE_NOT_FOUND, "there is no file " + mainName)
              .hint("paas init writes a first one; -f names another file or its folder."));
      return null;
    }
    MappingNode root = files.document(main, mainName, onRootEntry);
    if (root == null) {
      return null;
    }
    root = files.withIncludes(root, main);
    if (!environment.isEmpty()) {
      root = files.withOverlay(root, main, environment);
    }
    return new Merged(root, files.directory, List.copyOf(files.sources), main);
  }

  private @Nullable MappingNode document(Path path, String name) {
    return document(path, name, entry -> {});
  }

  private @Nullable MappingNode document(
      Path path, String name, Consumer<MappingNode.Entry> onRootEntry) {
    Source source = reader.load(path, name, diagnostics);
    if (source == null) {
      return null;
    }
    sources.add(source);
    int before = diagnostics.errorCount();
    Node root = reader.read(source, diagnostics, onRootEntry);
    if (root instanceof MappingNode map) {
      return map;
    }
    if (diagnostics.errorCount() == before) {
      String what = root == null ? "is empty" : "holds " + root.describe() + ", not a map";
      diagnostics.add(
          Diagnostic.error(Problem.FILE_NOT_A_PLATFORM, name + " " + what)
              .detail("A platform begins with apiVersion: paas/v1 and a name.")
              .hint("paas init writes a first one.")
              .at(root == null ? null : root.span()));
    }
    return null;
  }

  private MappingNode withIncludes(MappingNode root, Path main) {
    if (!(root.get("include") instanceof SequenceNode includes)) {
      return root;
    }
    Map<String, MappingNode.Entry> merged = new LinkedHashMap<>();
    root.entries().forEach(entry -> merged.put(entry.name(), entry));
    for (Node item : includes.items()) {
      if (item instanceof ScalarNode pattern) {
        for (Path file : included(pattern, main)) {
          MappingNode part =
              isRepeated(file, pattern) ? null : document(file, namePrefix + relative(file));
          if (part != null) {
            part.entries().forEach(entry -> include(entry, merged));
          }
        }
      }
    }
    return new MappingNode(
        root.source(), root.line(), root.column(), new ArrayList<>(merged.values()));
  }

  /** Whether an entry before this one has included the file already. */
  private boolean isRepeated(Path file, ScalarNode pattern) {
    ScalarNode first = included.putIfAbsent(file, pattern);
    if (first == null) {
      return false;
    }
    diagnostics.add(
        Diagnostic.warning(
                Problem.INCLUDE_REPEATED, namePrefix + relative(file) + " is included already")
            .detail("It is read once.")
            .hint("Remove one of the two entries, or let their patterns not meet.")
            .at(pattern.span())
            .related(first.span(), "first here"));
    return true;
  }

  private void include(MappingNode.Entry entry, Map<String, MappingNode.Entry> merged) {
    if (entry.name().startsWith("x-")) {
      return;
    }
    if (LISTS.contains(entry.name())) {
      merged.merge(entry.name(), entry, PlatformFiles::concatenated);
      return;
    }
    if (!COLLECTIONS.contains(entry.name())) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.INCLUDE_KEY, "an included file cannot have \"" + entry.name() + "\"")
              .detail(
                  "It adds entries to "
                      + String.join(", ", COLLECTIONS)
                      + ", and to the lists moved, removed and imports.")
              .at(entry.key().span()));
      return;
    }
    MappingNode.Entry known = merged.get(entry.name());
    if (known == null || !(known.value() instanceof MappingNode first)) {
      merged.put(entry.name(), entry);
    } else if (entry.value() instanceof MappingNode second) {
      merged.put(entry.name(), new MappingNode.Entry(known.key(), union(first, second)));
    }
  }

  private static MappingNode.Entry concatenated(MappingNode.Entry first, MappingNode.Entry second) {
    if (!(first.value() instanceof SequenceNode some)
        || !(second.value() instanceof SequenceNode more)) {
      return first.value() instanceof SequenceNode ? second : first;
    }
    List<Node> items = new ArrayList<>(some.items());
    items.addAll(more.items());
    return new MappingNode.Entry(
        first.key(), new SequenceNode(some.source(), some.line(), some.column(), items));
  }

  private MappingNode union(MappingNode first, MappingNode second) {
    List<MappingNode.Entry> entries = new ArrayList<>(first.entries());
    for (MappingNode.Entry entry : second.entries()) {
      ScalarNode other = first.get(entry.name()) == null ? null : first.key(entry.name());
      if (other == null) {
        entries.add(entry);
      } else {
        diagnostics.add(
            Diagnostic.error(
                    Problem.YAML_DUPLICATE_KEY,
                    "the key \"" + entry.name() + "\" stands here twice")
                .at(entry.key().span())
                .related(other.span(), "first here")
                .hint("Remove one of them."));
      }
    }
    return new MappingNode(first.source(), first.line(), first.column(), entries);
  }

  private Set<Path> included(ScalarNode pattern, Path main) {
    String text = pattern.text();
    boolean glob = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    if (!glob) {
      Path file = directory.resolve(text).normalize();
      if (file.equals(main.toAbsolutePath().normalize())) {
        diagnostics.add(
            Diagnostic.error(Problem.INCLUDE_KEY, text + " includes itself")
                .at(pattern.span())
                .hint("Remove it from the list."));
        return Set.of();
      }
      if (Files.isRegularFile(file)) {
        return Set.of(file);
      }
      diagnostics.add(
          Diagnostic.error(Problem.FILE_NOT_FOUND, "there is no file " + text)
              .at(pattern.span())
              .hint("Paths are relative to " + directory.relativize(main.toAbsolutePath()) + "."));
      return Set.of();
    }
    Set<Path> matching = matching(text);
    if (matching.isEmpty()) {
      diagnostics.add(
          Diagnostic.warning(Problem.INCLUDE_NO_MATCH, "no file matches " + text)
              .detail("* stands for any characters but /, ** for these too.")
              .at(pattern.span()));
    }
    return matching;
  }

  /** What a pattern does not mean: the main file, the overlays and the lock file beside it. */
  private Set<Path> notParts() {
    String mainName = main.getFileName().toString();
    Set<Path> others =
        new HashSet<>(Set.of(directory.resolve(mainName), directory.resolve(LockFile.NAME)));
    for (String environment : Overlays.environments(main)) {
      others.add(directory.resolve(Overlays.nameOf(mainName, environment)));
    }
    return others;
  }

  private Set<Path> matching(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    Set<Path> notParts = notParts();
    Set<Path> found = new TreeSet<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean hidden =
                  !folder.equals(directory) && folder.getFileName().toString().startsWith(".");
              return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              boolean part = !notParts.contains(file) && !file.toString().endsWith(VARIABLES);
              if (part && matcher.matches(directory.relativize(file))) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      diagnostics.add(
          Diagnostic.error(Problem.FILE_UNREADABLE, "cannot look for " + glob)
              .detail(unreadable.getMessage()));
    }
    return found;
  }

  private MappingNode withOverlay(MappingNode root, Path main, String environment) {
    String mainName = main.getFileName().toString();
    String overlayName = Overlays.nameOf(mainName, environment);
    Path overlay = directory.resolve(overlayName);
    if (!Files.exists(overlay)) {
      diagnostics.add(
          Diagnostic.warning(
                  Problem.ENVIRONMENT_WITHOUT_OVERLAY, "there is no " + namePrefix + overlayName)
              .detail(
                  "The environment "
                      + environment
                      + " has a state of its own and everything else as "
                      + mainName
                      + " says.")
              .hint(nearestEnvironment(main, environment)));
      return root;
    }
    MappingNode over = document(overlay, namePrefix + overlayName);
    if (over == null) {
      return root;
    }
    MappingNode whole = withIncludes(over, overlay).without(Set.of("include"));
    return NodeMerge.overlay(root, whole, diagnostics);
  }

  private static @Nullable String nearestEnvironment(Path main, String environment) {
    String nearest = DidYouMean.nearest(environment, Overlays.environments(main));
    return nearest == null ? null : "Did you mean --env " + nearest + "?";
  }

  private String relative(Path file) {
    return directory.relativize(file).toString();
  }
}
