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
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.Base64;
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
    return new Configuration(
        main, documents, calls, Value.map(platform.variableValues()), files(seen), facts(seen));
  }

  private SortedMap<String, byte[]> files(ReadFiles.Seen seen) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    seen.contents().forEach((file, content) -> files.put(name(file), content));
    return files;
  }

  private SortedMap<String, String> facts(ReadFiles.Seen seen) {
    SortedMap<String, String> facts = new TreeMap<>();
    seen.hashes().forEach((file, hash) -> facts.put(HASH + name(file), hash));
    seen.large().forEach((file, hash) -> facts.put(LARGE + name(file), hash));
    seen.directories().forEach((file, hash) -> facts.put(FOLDER + name(file), hash));
    seen.present().forEach((file, is) -> facts.put(PRESENT + name(file), is.toString()));
    return facts;
  }

  /** What was seen of files as a value; what is in them is sensitive. */
  MapValue value(ReadFiles.Seen seen) {
    MapValue.Builder contents = MapValue.builder();
    files(seen)
        .forEach(
            (file, content) ->
                contents.put(
                    file, Value.of(Base64.getEncoder().encodeToString(content)).asSensitive()));
    MapValue.Builder facts = MapValue.builder();
    facts(seen).forEach(facts::put);
    return MapValue.builder().put("contents", contents.build()).put("facts", facts.build()).build();
  }

  /** Reads what {@link #value} gives. */
  ReadFiles.Seen seen(MapValue value) {
    Map<Path, byte[]> contents = new HashMap<>();
    MapValue files = value.getMap("contents");
    for (String file : files.keys()) {
      contents.put(path(file), Base64.getDecoder().decode(files.getString(file, "")));
    }
    Map<String, String> facts = new HashMap<>();
    MapValue told = value.getMap("facts");
    told.keys().forEach(question -> facts.put(question, told.getString(question, "")));
    return seen(contents, facts);
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
    return seen(contents, configuration.facts());
  }

  private ReadFiles.Seen seen(Map<Path, byte[]> contents, Map<String, String> facts) {
    Map<Path, Boolean> present = new HashMap<>();
    about(facts, PRESENT).forEach((file, is) -> present.put(file, is.equals("true")));
    return new ReadFiles.Seen(
        contents, about(facts, HASH), about(facts, LARGE), about(facts, FOLDER), present);
  }

  private Map<Path, String> about(Map<String, String> facts, String kind) {
    Map<Path, String> answers = new HashMap<>();
    facts.forEach(
        (question, answer) -> {
          if (question.startsWith(kind)) {
            answers.put(path(question.substring(kind.length())), answer);
          }
        });
    return answers;
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
