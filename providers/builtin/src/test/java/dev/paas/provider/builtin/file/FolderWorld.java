package dev.paas.provider.builtin.file;

import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class FolderWorld implements World {
  private final Path folder;
  private final Change change;

  /** A change of a file behind the provider's back. */
  interface Change {
    /** Makes the change; returns the attributes that must show it. */
    Set<String> make(Path file) throws IOException;
  }

  FolderWorld(Path folder, Change change) {
    this.folder = folder;
    this.change = change;
  }

  @Override
  public Map<String, String> things() throws IOException {
    Map<String, String> things = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        things.put(path.toString(), described(path));
      }
    }
    return things;
  }

  private static String described(Path path) throws IOException {
    String mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS).toString();
    if (Files.isSymbolicLink(path)) {
      return mode + " -> " + Files.readSymbolicLink(path);
    }
    return Files.isRegularFile(path)
        ? mode + " " + new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
        : mode;
  }

  @Override
  public void destroy(ObservedResource resource) throws IOException {
    Files.delete(folder.resolve(resource.id()));
  }

  @Override
  public Set<String> tamper(ObservedResource resource) throws IOException {
    return change.make(folder.resolve(resource.id()));
  }
}
