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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a file in its place all at once: it is written beside, synced and moved. */
final class Replacement {
  private static final String MARK = ".paas-";
  private static final int NAME_LENGTH = 12;

  private final Path file;
  private final Path folder;
  private final String prefix;
  private final String key;

  /**
   * @param file what is to be written
   * @param key the idempotency key of the writing
   */
  Replacement(Path file, String key) {
    this.key = key;
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file : parent;
    // The name itself may be as long as the file system allows.
    String name = String.valueOf(file.getFileName());
    String hash = Hashes.of(name.getBytes(StandardCharsets.UTF_8));
    this.prefix = MARK + hash.substring(0, NAME_LENGTH) + "-";
  }

  /** Where the file is written first. */
  Path beside() {
    return folder.resolve(prefix + key);
  }

  Path file() {
    return file;
  }

  /** Whether the writing was begun, and neither ended nor was cleaned up. */
  boolean isBegun() {
    return Files.exists(beside());
  }

  /** Begins to write, with nothing. What an interrupted writing left goes away. */
  void begin() throws IOException {
    removeLeftOvers();
    Files.createFile(
        beside(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /**
   * Writes what was begun, and puts it in its place. When that fails nothing is left of it.
   *
   * @return the hash of its content
   */
  String write(FileContent content, MapValue attributes) throws IOException, ProviderException {
    Path beside = beside();
    String hash;
    boolean done = false;
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
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
    // Whoever deletes the last file in it takes the folder along, also at this moment.
    try (DirectoryStream<Path> leftOvers = Files.newDirectoryStream(folder, prefix + "*")) {
      for (Path leftOver : leftOvers) {
        Files.deleteIfExists(leftOver);
      }
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
