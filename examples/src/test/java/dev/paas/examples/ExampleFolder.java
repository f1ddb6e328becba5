package dev.paas.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the examples, so that what a test changes is not the original. */
final class ExampleFolder {
  private static final Path EXAMPLES = Path.of(System.getProperty("paas.examples", ""));

  private ExampleFolder() {}

  /** Where an example is. */
  static Path of(String name) {
    return EXAMPLES.resolve(name);
  }

  /** Copies what is checked in of an example. */
  static Path copy(String name, Path to) throws IOException {
    Path from = of(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path relative = from.relativize(file);
        if (isOurs(relative)) {
          Path target = to.resolve(relative.toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
    }
    return to;
  }

  /** Not what somebody who tried the example has made in it. */
  static boolean isOurs(Path relative) {
    List<String> made = List.of(".paas", "generated", "busybox");
    for (Path part : relative) {
      if (made.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  /** The content of all files below a folder, with their names. */
  static String content(Path folder) {
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        content.append(folder.relativize(file)).append('\n');
        content.append(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return content.toString();
  }
}
