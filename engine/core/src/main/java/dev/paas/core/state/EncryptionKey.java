package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the key comes from that encrypts sensitive values: the environment variable {@code
 * PAAS_STATE_KEY}, base64 of 32 bytes; the file that {@code PAAS_STATE_KEY_FILE} names; or a file
 * beside the platform, which is made when it is first needed. Looked for only when there is
 * something to encrypt or to decrypt.
 *
 * <p>The key of a state that several machines share is never made: each would have another.
 */
public final class EncryptionKey {
  /** The environment variable. */
  public static final String VARIABLE = "PAAS_STATE_KEY";

  /** The environment variable that names a file. */
  public static final String FILE_VARIABLE = "PAAS_STATE_KEY_FILE";

  private static final String MAKE_ONE = "head -c 32 /dev/urandom | base64";

  private final Map<String, String> environment;
  private final Path file;
  private final boolean named;
  private final boolean shared;
  private @Nullable Encryption encryption;

  /**
   * The key of a state on this machine.
   *
   * @param environment the caller's environment
   * @param file the key's file, unless the environment names another
   */
  public EncryptionKey(Map<String, String> environment, Path file) {
    this(environment, file, false);
  }

  /**
   * @param environment the caller's environment
   * @param file the key's file, unless the environment names another
   * @param shared whether other machines have to have the same key
   */
  public EncryptionKey(Map<String, String> environment, Path file, boolean shared) {
    String name = environment.getOrDefault(FILE_VARIABLE, "");
    this.environment = environment;
    this.named = !name.isEmpty();
    this.file = named ? Path.of(name).toAbsolutePath() : file;
    this.shared = shared;
  }

  /** Whether other machines have to have the same key. */
  boolean isShared() {
    return shared;
  }

  /**
   * Looks whether what is given as the key can be one, before anything is done that needs it.
   *
   * @throws DiagnosticException when there is something else
   */
  public synchronized void check() {
    load();
  }

  /**
   * For writing: makes the key when there is none.
   *
   * @throws DiagnosticException when it cannot be read or made
   */
  synchronized Encryption forWriting() {
    Encryption found = load();
    if (found == null && (shared || named)) {
      throw mustBeGiven();
    }
    if (found == null) {
      found = create();
      encryption = found;
    }
    return found;
  }

  /**
   * For reading.
   *
   * @throws DiagnosticException when there is none
   */
  synchronized Encryption forReading() {
    Encryption found = load();
    if (found == null) {
      throw Diagnostic.error(Problem.STATE_KEY, "the key of the state is missing")
          .detail("Its sensitive values are encrypted; the key was looked for in " + file + ".")
          .hint("Bring the file back, or set " + VARIABLE + " to the key.")
          .toException();
    }
    return found;
  }

  private DiagnosticException mustBeGiven() {
    if (named) {
      return Diagnostic.error(Problem.STATE_KEY, "there is no file " + file)
          .detail(FILE_VARIABLE + " says that it has the key of the state. Nothing was changed.")
          .hint("Make a key with: " + MAKE_ONE)
          .toException();
    }
    return Diagnostic.error(Problem.STATE_KEY, "the state is shared, and its key is not given")
        .detail(
            "The key encrypts sensitive values. One that was made here would be known to no other"
                + " machine. It was looked for in "
                + VARIABLE
                + ", "
                + FILE_VARIABLE
                + " and "
                + file
                + ". Nothing was changed.")
        .hint(
            "Make one with: "
                + MAKE_ONE
                + " > "
                + file
                + ", and give the same to every machine, in that file or one of the variables.")
        .toException();
  }

  private @Nullable Encryption load() {
    if (encryption == null) {
      String text = environment.get(VARIABLE);
      String origin = text == null ? file.toString() : VARIABLE;
      if (text == null) {
        text = read();
      }
      encryption = text == null ? null : decode(text, origin);
    }
    return encryption;
  }

  private @Nullable String read() {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException missing) {
      return null;
    } catch (IOException unreadable) {
      throw failed("cannot read the state's key " + file, unreadable);
    }
  }

  private static Encryption decode(String text, String origin) {
    try {
      return Encryption.withKey(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException invalid) {
      throw Diagnostic.error(Problem.STATE_KEY, "the state's key in " + origin + " is not one")
          .detail("A key is base64 of " + Encryption.KEY_BYTES + " bytes.")
          .hint("Make one with: " + MAKE_ONE)
          .toException();
    }
  }

  private Encryption create() {
    byte[] key = Encryption.newKey();
    String text = Base64.getEncoder().encodeToString(key) + "\n";
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      publish(text);
      return Encryption.withKey(key);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      String other = read();
      if (other != null && !other.isBlank()) {
        return decode(other, file.toString());
      }
      throw failed("cannot make the state's key " + file, madeMeanwhile);
    } catch (IOException unwritable) {
      throw failed("cannot make the state's key " + file, unwritable);
    }
  }

  /** Writes the file whole or not at all, and never over that of another process. */
  private void publish(String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(draft, ownerOnly());
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

  private java.nio.file.attribute.FileAttribute<?>[] ownerOnly() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new java.nio.file.attribute.FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new java.nio.file.attribute.FileAttribute<?>[0];
  }

  private static DiagnosticException failed(String what, IOException cause) {
    return Diagnostic.error(Problem.STATE_KEY, what)
        .detail(dev.paas.core.source.IoReason.of(cause))
        .toException();
  }
}
