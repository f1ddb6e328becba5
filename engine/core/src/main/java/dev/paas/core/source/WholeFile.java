package dev.paas.core.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Writes files as a whole or not at all: readers see the old one or the new one. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text, in UTF-8. A link stays one, and a file that is there keeps its permissions.
   *
   * @throws IOException when that cannot be done; the file is as it was then
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), new FileAttribute<?>[0]);
  }

  /**
   * The same with bytes; a new file is for its owner's eyes only.
   *
   * @throws IOException when that cannot be done; the file is as it was then
   */
  public static void writeOwnerOnly(Path file, byte[] content) throws IOException {
    write(file, content, ownerOnly(file));
  }

  /** What makes a new file one that nobody else can read, where the file system knows that. */
  public static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void write(Path file, byte[] content, FileAttribute<?>[] ofNew)
      throws IOException {
    boolean there = Files.exists(file);
    Path target = there ? file.toRealPath() : file.toAbsolutePath();
    Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(draft, there ? ownerOnly(draft) : ofNew);
      Files.write(draft, content);
      if (there) {
        keepPermissions(target, draft);
      }
      replace(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    try {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (UnsupportedOperationException none) {
      // A file system without such permissions has none to keep.
    }
  }

  private static void replace(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException unusual) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
