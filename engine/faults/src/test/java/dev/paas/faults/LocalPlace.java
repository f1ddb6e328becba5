package dev.paas.faults;

import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A state on disk. The process that comes after a death finds a copy of what was there at that
 * instant, without the locks, which the system takes from the dead.
 */
final class LocalPlace extends Place {
  private final Path root;
  private int processes;

  LocalPlace(Path root) {
    super("local");
    this.root = root;
  }

  private Path folder(int process) {
    return root.resolve(Integer.toString(process));
  }

  @Override
  MapValue settings() {
    return MapValue.builder().put("path", folder(processes).toString()).build();
  }

  @Override
  void atDeath() {
    Path from = folder(processes);
    Path to = folder(processes + 1);
    if (Files.exists(from)) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          String name = file.toString();
          if (!name.endsWith(".lease") && !name.endsWith(".lock")) {
            Files.copy(file, to.resolve(from.relativize(file)));
          }
        }
      } catch (IOException unusable) {
        throw new UncheckedIOException(unusable);
      }
    }
  }

  @Override
  void afterDeath() {
    processes++;
  }
}
