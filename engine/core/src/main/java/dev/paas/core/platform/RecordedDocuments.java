package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a platform and of its modules as they were once, in place of the files that are
 * there now. Each has everything in it that was included, and laid over it.
 *
 * @param revision the name of the revision that recorded them, for messages
 * @param main the platform's document
 * @param modules the documents of modules, by file
 * @param calls the file of the module that each call calls, by the call's address
 * @param state where the state is; not recorded, but as it is now
 */
public record RecordedDocuments(
    String revision,
    String main,
    Map<Path, String> modules,
    Map<String, Path> calls,
    @Nullable MappingNode state) {

  public RecordedDocuments {
    modules = Map.copyOf(modules);
    calls = Map.copyOf(calls);
  }

  private String named(String file) {
    return file + "@" + revision;
  }

  PlatformFiles.@Nullable Merged platform(Path file, String name, Diagnostics diagnostics) {
    return merged(file, named(name), main, diagnostics);
  }

  PlatformFiles.@Nullable Merged module(ModuleFolders.Found found, Diagnostics diagnostics) {
    return merged(found.file(), found.name(), modules.getOrDefault(found.file(), ""), diagnostics);
  }

  /** The file that a call was of; {@code null} when there was no such call. */
  @Nullable Path called(String call) {
    return calls.get(call);
  }

  /** How messages call a module's file. */
  ModuleFolders.Found found(Path file, String name) {
    return new ModuleFolders.Found(file, named(name));
  }

  private static PlatformFiles.@Nullable Merged merged(
      Path file, String name, String text, Diagnostics diagnostics) {
    Source source = new Source(name, text);
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    return new YamlReader(YamlLimits.DEFAULT).read(source, diagnostics) instanceof MappingNode root
            && directory != null
        ? new PlatformFiles.Merged(root, directory, List.of(source), absolute)
        : null;
  }
}
