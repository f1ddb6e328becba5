package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The packaged program. */
final class Installation {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** The folder that the build has made. */
  static final Path BUILT = Path.of("target/paas").toAbsolutePath();

  private Installation() {}

  /** Unpacks the tar.gz into {@code folder}, and returns the installation. */
  static Path unpack(Path folder) throws IOException, InterruptedException {
    Path target = Path.of("target").toAbsolutePath();
    Path archive = only(target, "paas-*.tar.gz");
    Command.Result result =
        new Command(folder, "tar", "-xzf", archive.toString(), "-C", folder.toString()).run();
    assertEquals(0, result.exitCode(), result.err());
    return only(folder, "paas-*");
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      List<Path> all =
          Stream.iterate(found.iterator(), i -> i.hasNext(), i -> i).map(i -> i.next()).toList();
      assertEquals(1, all.size(), () -> pattern + " in " + folder + ": " + all);
      return all.get(0);
    }
  }

  /** The launcher of an installation. */
  static String launcher(Path installation) {
    return installation.resolve("bin/paas").toString();
  }

  /** Every file below {@code folder}, with its size and time. */
  static List<String> listing(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Installation::line).sorted().toList();
    }
  }

  private static String line(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The archives of classes below {@code folder}, finished or not, and their locks. */
  static List<Path> archives(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("paas-.*\\.(jsa|aot).*"))
          .toList();
    }
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - begin < PATIENCE_NANOS, () -> "waited in vain until " + what);
      Thread.sleep(20);
    }
  }
}
