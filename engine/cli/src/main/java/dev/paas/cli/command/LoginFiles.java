package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * What ssh reads from files: the private key and the machine's keys. They are in a folder that only
 * this user can look into, and are gone when it is closed, also when the process is ended.
 */
final class LoginFiles implements AutoCloseable {
  private final Path folder;
  private final Thread atTheEnd = new Thread(this::remove, "paas-login-files");

  private LoginFiles(Path folder) {
    this.folder = folder;
  }

  static LoginFiles of(Shell shell) {
    try {
      LoginFiles files = new LoginFiles(Files.createTempDirectory("paas-ssh-"));
      Runtime.getRuntime().addShutdownHook(files.atTheEnd);
      try {
        files.write(shell);
      } catch (IOException | RuntimeException incomplete) {
        files.close();
        throw incomplete;
      }
      return files;
    } catch (IOException unwritable) {
      throw Diagnostic.error(Problem.SHELL_UNAVAILABLE, "cannot write the private key for ssh")
          .detail("No file can be made in " + System.getProperty("java.io.tmpdir") + ".")
          .hint("Make room there.")
          .toException();
    }
  }

  private void write(Shell shell) throws IOException {
    String key = shell.privateKey();
    if (key != null) {
      write(key(), key.endsWith("\n") ? key : key + "\n");
    }
    if (!shell.hostKeys().isEmpty()) {
      StringBuilder lines = new StringBuilder();
      shell.hostKeys().forEach(line -> lines.append("* ").append(line).append('\n'));
      write(knownHosts(), lines.toString());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private Path key() {
    return folder.resolve("key");
  }

  private Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** The options that make ssh use them, and nothing else where they are there. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (Files.exists(key())) {
      options.addAll(List.of("-i", key().toString(), "-o", "IdentitiesOnly=yes"));
    }
    if (Files.exists(knownHosts())) {
      options.addAll(
          List.of(
              "-o",
              "UserKnownHostsFile=" + knownHosts(),
              "-o",
              "GlobalKnownHostsFile=/dev/null",
              "-o",
              "StrictHostKeyChecking=yes",
              "-o",
              "UpdateHostKeys=no"));
    }
    return options;
  }

  private void remove() {
    for (Path each : List.of(key(), knownHosts(), folder)) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException stays) {
        // Only its owner can read it, and the other files must go all the same.
      }
    }
  }

  @Override
  public void close() {
    remove();
    forget(atTheEnd);
  }

  /** Lets something not be done at the end of this process, unless that has come already. */
  static void forget(Thread atTheEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException ending) {
      // It is being done.
    }
  }
}
