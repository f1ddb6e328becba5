package dev.paas.faults.mortal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Things in a folder, each a file. It outlives the processes that make them. */
public final class World {
  private static final String UNFINISHED = ".part";

  private final Path folder;

  /** A thing: its identifier, what it was made for and with which key, and what it is like. */
  public record Thing(String id, String address, String key, String value, String replace) {}

  public World(Path folder) {
    this.folder = folder;
  }

  /** A world in {@code folder} with the same things. */
  public World copyTo(Path other) {
    World copy = new World(other);
    things().forEach(copy::put);
    return copy;
  }

  /** All there is. */
  public List<Thing> things() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Thing> things = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().endsWith(UNFINISHED)) {
          things.add(read(file));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return things;
  }

  Optional<Thing> thing(String id) {
    Path file = folder.resolve(id);
    try {
      return id.isEmpty() || !Files.exists(file) ? Optional.empty() : Optional.of(read(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Optional<Thing> withKey(String key) {
    return things().stream().filter(thing -> thing.key().equals(key)).findFirst();
  }

  Thing make(String address, String key, String value, String replace) {
    return withKey(key)
        .orElseGet(
            () -> {
              Thing made = new Thing("id-" + UUID.randomUUID(), address, key, value, replace);
              put(made);
              return made;
            });
  }

  void put(Thing thing) {
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve(thing.id() + UNFINISHED);
      Files.write(part, List.of(thing.address(), thing.key(), thing.value(), thing.replace()));
      Files.move(part, folder.resolve(thing.id()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  void delete(String id) {
    try {
      Files.deleteIfExists(folder.resolve(id));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Thing read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Thing(
        String.valueOf(file.getFileName()), lines.get(0), lines.get(1), lines.get(2), lines.get(3));
  }
}
