package dev.paas.core.lock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A digest of all files in a folder, by their names and contents. Times, rights and the order in
 * which the file system lists them do not matter. It is the SHA-256 of what {@code sha256sum} says
 * of the files: a line each, the digest, two blanks, the path, sorted by the path.
 */
final class FolderDigest {
  private static final int BUFFER = 1 << 16;

  private FolderDigest() {}

  /**
   * The digest, as {@code sha256:} and 64 hexadecimal digits.
   *
   * @throws IOException when a file cannot be read
   */
  static String of(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
    } catch (java.io.UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    StringBuilder lines = new StringBuilder();
    byte[] buffer = new byte[BUFFER];
    for (Map.Entry<String, Path> file : files.entrySet()) {
      lines.append(hex(ofFile(file.getValue(), buffer))).append("  ");
      lines.append(file.getKey()).append('\n');
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    return "sha256:" + hex(sha256().digest(text));
  }

  private static byte[] ofFile(Path file, byte[] buffer) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return digest.digest();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
