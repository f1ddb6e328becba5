package dev.paas.provider.builtin.file;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders above files that have to be made for them. Which they are is decided when planning.
 * Several files that need the same one all count it as theirs, and the last to go takes it along.
 */
final class Folders {
  private final Path directory;

  /** Made in this run: missing when it began. */
  private final Set<Path> made = ConcurrentHashMap.newKeySet();

  /** Ours, but something was in them when they were to be removed. */
  private final Set<Path> stillUsed = new TreeSet<>(Collections.reverseOrder());

  /**
   * @param directory where relative paths start
   */
  Folders(Path directory) {
    this.directory = directory;
  }

  /**
   * The folders above {@code file} that were missing when this run began, outermost first; relative
   * where they are inside the directory, so that the whole can be moved.
   *
   * @param own those that were made for the file's predecessor, which will go with it
   */
  ListValue missing(Path file, List<String> own) {
    Set<Path> going = new TreeSet<>();
    own.forEach(folder -> going.add(directory.resolve(folder)));
    List<String> missing = new ArrayList<>();
    for (Path folder = file.getParent();
        folder != null
            && (made.contains(folder)
                || going.contains(folder)
                || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS));
        folder = folder.getParent()) {
      boolean inside = folder.startsWith(directory);
      missing.add((inside ? directory.relativize(folder) : folder).toString());
    }
    Collections.reverse(missing);
    return Value.strings(missing);
  }

  /** Makes the folders above {@code file}. */
  void make(Path file, List<String> missing) throws IOException {
    missing.forEach(folder -> made.add(directory.resolve(folder)));
    Path parent = file.getParent();
    if (parent != null) {
      try {
        Files.createDirectories(parent);
      } catch (FileAlreadyExistsException link) {
        if (!Files.isDirectory(parent)) {
          throw link;
        }
      }
    }
  }

  /** Removes those that are empty, innermost first; the others when a later call leaves them so. */
  synchronized void removeEmpty(List<String> folders) throws IOException {
    folders.forEach(folder -> stillUsed.add(directory.resolve(folder)));
    // In reverse order, what is inside comes before what it is in.
    for (Path folder : List.copyOf(stillUsed)) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        // Somebody has put something else there.
        stillUsed.remove(folder);
        continue;
      }
      try {
        Files.delete(folder);
        stillUsed.remove(folder);
      } catch (NoSuchFileException gone) {
        stillUsed.remove(folder);
      } catch (DirectoryNotEmptyException used) {
        // It stays.
      }
    }
  }

  /** Whether any of them is there with nothing in it; what is in the others counts them as its. */
  boolean anyIsEmpty(List<String> folders) throws IOException {
    for (String folder : folders) {
      Path path = directory.resolve(folder);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
          if (!inside.iterator().hasNext()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
