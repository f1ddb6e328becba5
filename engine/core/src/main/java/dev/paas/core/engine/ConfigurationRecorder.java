package dev.paas.core.engine;

import dev.paas.core.expression.ReadFiles;
import dev.paas.core.history.Configuration;
import dev.paas.core.history.Revision;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.RecordedDocuments;
import dev.paas.core.platform.WholeDocument;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.YamlWriter;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes of a platform, and of what was read for it, a configuration to be recorded, and back. */
final class ConfigurationRecorder {
  private static final String HASH = "hash ";
  private static final String LARGE = "large ";
  private static final String FOLDER = "folder ";
  private static final String PRESENT = "present ";

  private final Path directory;

  /**
   * @param directory the platform's folder, absolute
   */
  ConfigurationRecorder(Path directory) {
    this.directory = directory;
  }

  Configuration record(Platform platform, ReadFiles.Seen seen) {
    SortedMap<String, String> documents = new TreeMap<>();
    SortedMap<String, String> calls = new TreeMap<>();
    String main = "";
    for (ModuleDeclaration module : platform.modules()) {
      WholeDocument document = module.document();
      if (document == null) {
        continue;
      }
      String name = name(document.file());
      if (module.call() == null) {
        main = name;
        MappingNode root = document.root().without(Set.of("state", "include"));
        documents.put(name, YamlWriter.write(root));
      } else {
        calls.put(module.call().address().toString(), name);
        documents.computeIfAbsent(
            name, unused -> YamlWriter.write(document.root().without(Set.of("include"))));
      }
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    seen.contents().forEach((file, content) -> files.put(name(file), content));
    SortedMap<String, String> facts = new TreeMap<>();
    seen.hashes().forEach((file, hash) -> facts.put(HASH + name(file), hash));
    seen.large().forEach((file, hash) -> facts.put(LARGE + name(file), hash));
    seen.directories().forEach((file, hash) -> facts.put(FOLDER + name(file), hash));
    seen.present().forEach((file, is) -> facts.put(PRESENT + name(file), is.toString()));
    return new Configuration(
        main, documents, calls, Value.map(platform.variableValues()), files, facts);
  }

  RecordedDocuments documents(
      Configuration configuration, Revision revision, @Nullable MappingNode state) {
    Map<Path, String> modules = new HashMap<>();
    configuration.documents().forEach((file, text) -> modules.put(path(file), text));
    Map<String, Path> calls = new HashMap<>();
    configuration.calls().forEach((call, file) -> calls.put(call, path(file)));
    String main = configuration.documents().getOrDefault(configuration.main(), "");
    return new RecordedDocuments(revision.name(), main, modules, calls, state);
  }

  ReadFiles.Seen seen(Configuration configuration) {
    Map<Path, byte[]> contents = new HashMap<>();
    configuration.files().forEach((file, content) -> contents.put(path(file), content));
    Map<Path, Boolean> present = new HashMap<>();
    facts(configuration, PRESENT).forEach((file, is) -> present.put(file, is.equals("true")));
    return new ReadFiles.Seen(
        contents,
        facts(configuration, HASH),
        facts(configuration, LARGE),
        facts(configuration, FOLDER),
        present);
  }

  private Map<Path, String> facts(Configuration configuration, String kind) {
    Map<Path, String> facts = new HashMap<>();
    configuration
        .facts()
        .forEach(
            (question, answer) -> {
              if (question.startsWith(kind)) {
                facts.put(path(question.substring(kind.length())), answer);
              }
            });
    return facts;
  }

  private Path path(String name) {
    return directory.resolve(name).normalize();
  }

  /** What has nothing in common with the platform's folder is elsewhere on every machine alike. */
  private String name(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    boolean related =
        absolute.getNameCount() > 0
            && directory.getNameCount() > 0
            && absolute.getName(0).equals(directory.getName(0));
    return (related ? directory.relativize(absolute) : absolute).toString().replace('\\', '/');
  }
}
