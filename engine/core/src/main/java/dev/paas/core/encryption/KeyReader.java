package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes keys from where they are. */
final class KeyReader {
  /** A command that makes a key. */
  static final String MAKE_ONE = "head -c 32 /dev/urandom | base64";

  private static final int LONGEST_FILE = 4096;

  private final Map<String, String> environment;

  KeyReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The key in a source; {@code null} when there is none.
   *
   * @throws DiagnosticException when it cannot be read, or is not a key
   */
  @Nullable Encryption read(KeySource source) {
    String text = text(source);
    return text == null ? null : decode(text, source);
  }

  private @Nullable String text(KeySource source) {
    if (source instanceof KeySource.Variable variable) {
      return environment.get(variable.name());
    }
    if (source instanceof KeySource.File file) {
      return text(file);
    }
    return source instanceof KeySource.Command command
        ? KeyCommand.run(command, environment)
        : null;
  }

  private static @Nullable String text(KeySource.File file) {
    try {
      if (Files.size(file.path()) > LONGEST_FILE) {
        return "";
      }
      return Files.readString(file.path(), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException missing) {
      return null;
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.STATE_KEY, "cannot read the state's key " + file.path())
          .detail(IoReason.of(unreadable))
          .at(file.span())
          .toException();
    }
  }

  private static Encryption decode(String text, KeySource source) {
    try {
      return Encryption.withKey(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException invalid) {
      String place = (source instanceof KeySource.Command ? "from " : "in ") + source.describe();
      throw Diagnostic.error(Problem.STATE_KEY, "the state's key " + place + " is not one")
          .detail("A key is base64 of " + Encryption.KEY_BYTES + " bytes.")
          .hint("Make one with: " + MAKE_ONE)
          .at(source.span())
          .toException();
    }
  }

  /** Whether anybody on this machine can read a file. */
  static boolean isOpenToAll(Path file) {
    try {
      return file.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException missing) {
      return false;
    }
  }
}
