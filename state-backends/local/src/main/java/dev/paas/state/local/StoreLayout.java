package dev.paas.state.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the files of one store are, and how they are made: for the owner's eyes only.
 *
 * @param root the folder that all environments share, {@code .paas}
 * @param folder the store's own
 * @param journal what was committed
 * @param nextJournal a journal that is being written to replace it
 * @param lock locked by whoever writes
 * @param leases the folder of the leases
 */
record StoreLayout(Path root, Path folder, Path journal, Path nextJournal, Path lock, Path leases) {

  static StoreLayout of(Path root, String environment) {
    String name = environment.isEmpty() ? "default" : environment;
    Path folder = root.resolve("state").resolve(name);
    return new StoreLayout(
        root,
        folder,
        folder.resolve("journal"),
        folder.resolve("journal.next"),
        folder.resolve("lock"),
        folder.resolve("leases"));
  }

  /** Makes the store's folders, as far as they are missing. */
  void create() throws IOException {
    if (Files.isDirectory(leases)) {
      return;
    }
    Deque<Path> missing = new ArrayDeque<>();
    Path existing = leases;
    while (existing != null && !Files.isDirectory(existing)) {
      missing.push(existing);
      existing = existing.getParent();
    }
    for (Path next : missing) {
      createFolder(next);
      Path parent = next.getParent();
      if (parent != null) {
        sync(parent);
      }
    }
  }

  private void createFolder(Path path) throws IOException {
    try {
      Files.createDirectory(path, permissions(path, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
      return;
    }
    if (path.equals(root)) {
      try (FileChannel ignore =
          openFile(path.resolve(".gitignore"), StandardOpenOption.CREATE_NEW)) {
        ignore.write(ByteBuffer.wrap("*\n".getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Opens a file for writing; one that is made by it is readable to the owner only. */
  static FileChannel openFile(Path path, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.WRITE);
    return FileChannel.open(path, options, permissions(path, "rw-------"));
  }

  /** Sees to it that names made, changed or removed in {@code folder} are on the disk. */
  static void sync(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
