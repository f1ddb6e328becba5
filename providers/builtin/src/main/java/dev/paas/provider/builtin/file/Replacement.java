package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.text.Hashes;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Puts a file in its place all at once: it is written beside, synced and moved. */
final class Replacement {
  private static final String MARK = ".paas-";
  private static final int NAME_LENGTH = 12;

  private final Path file;
  private final Path folder;
  private final String prefix;

  Replacement(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file : parent;
    // The name itself may be as long as the file system allows.
    String name = String.valueOf(file.getFileName());
    String hash = Hashes.of(name.getBytes(StandardCharsets.UTF_8));
    this.prefix = MARK + hash.substring(0, NAME_LENGTH) + "-";
  }

  private Path beside(String key) {
    return folder.resolve(prefix + key);
  }

  /** Whether the writing with this key was begun, and neither ended nor was cleaned up. */
  boolean isBegun(String key) {
    return Files.exists(beside(key));
  }

  /**
   * Writes the file.
   *
   * @return the hash of its content
   */
  String write(FileContent content, MapValue attributes, String key)
      throws IOException, ProviderException {
    removeLeftOvers();
    Path beside = beside(key);
    String hash;
    boolean done = false;
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      hash = content.writeTo(out);
      out.flush();
      String planned = attributes.getString("sha256", hash);
      if (!planned.equals(hash)) {
        throw ProviderException.builder("the source changed after the plan was made")
            .hint("Plan again.")
            .path(ValuePath.of("source"))
            .build();
      }
      Permissions.apply(beside, attributes);
      channel.force(true);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(beside);
      }
    }
    sync(folder);
    return hash;
  }

  /** What an interrupted writing of this file left beside it. */
  void removeLeftOvers() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> leftOvers = Files.newDirectoryStream(folder, prefix + "*")) {
      for (Path leftOver : leftOvers) {
        Files.deleteIfExists(leftOver);
      }
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
