package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.WholeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.UUID;

/**
 * The file with a key that is made here, when it is first needed; and the one beside it with the
 * key that is to take its place, while that is under way.
 */
final class OwnKeyFile {
  private final Path file;

  OwnKeyFile(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Where the key is that is to take this one's place. */
  Path next() {
    return file.resolveSibling(file.getFileName() + ".next");
  }

  /**
   * Makes a key in {@code file}, unless there is one already.
   *
   * @throws DiagnosticException when it cannot be made
   */
  static void make(Path file) {
    String text = Base64.getEncoder().encodeToString(Encryption.newKey()) + "\n";
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      publish(file, text);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // Then that one is the key.
      return;
    } catch (IOException unwritable) {
      throw failed("cannot make the state's key " + file, unwritable);
    }
  }

  /** Writes the file whole or not at all, and never over that of another process. */
  private static void publish(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(draft, WholeFile.ownerOnly(file));
      Files.writeString(draft, text, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
      try {
        Files.createLink(file, draft);
      } catch (UnsupportedOperationException noLinks) {
        Files.move(draft, file);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Puts the next key in the place of the one before, which is gone then.
   *
   * @throws DiagnosticException when that cannot be done
   */
  void promote() {
    try {
      Files.move(next(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw failed("cannot put the new key in the place of " + file, unwritable);
    }
  }

  private static DiagnosticException failed(String what, IOException cause) {
    return Diagnostic.error(Problem.STATE_KEY, what).detail(IoReason.of(cause)).toException();
  }
}
