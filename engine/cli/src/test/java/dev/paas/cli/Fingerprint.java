package dev.paas.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Every file and folder below a folder, with a hash of its bytes. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Path folder) throws IOException {
    TreeMap<String, String> hashes = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            hashes.put(folder.relativize(path) + "/", "");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            String name = folder.relativize(path).toString();
            // The process that locked the state last, which is no part of the state.
            if (!name.startsWith(".paas/state/") || !name.endsWith("/lock")) {
              hashes.put(name, hash(path));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return hashes.toString();
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
