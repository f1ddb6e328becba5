package dev.paas.provider.builtin.file;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The folders above a file that have to be made for it. Which they are is decided when planning, so
 * that several files which need the same one all count it as theirs, and the last to go takes it
 * along.
 */
final class Folders {
  private Folders() {}

  /** The missing folders above {@code file}, outermost first. */
  static ListValue missing(Path file) {
    List<String> missing = new ArrayList<>();
    for (Path folder = file.getParent();
        folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        folder = folder.getParent()) {
      missing.add(folder.toString());
    }
    Collections.reverse(missing);
    return Value.strings(missing);
  }

  static void make(Path file) throws IOException {
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

  /** Removes those that are empty, innermost first. */
  static void removeEmpty(List<String> folders) throws IOException {
    for (int i = folders.size() - 1; i >= 0; i--) {
      Path folder = Path.of(folders.get(i));
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        // Somebody has put something else there.
        return;
      }
      try {
        Files.delete(folder);
      } catch (NoSuchFileException gone) {
        // Somebody was faster.
      } catch (DirectoryNotEmptyException used) {
        return;
      }
    }
  }
}
