package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** This system's ssh, which gets the terminal as it is. */
final class SshClient {
  private final Map<String, String> environment;

  /**
   * @param environment the caller's, where {@code PATH} says where ssh is looked for
   */
  SshClient(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Logs in, and returns the exit code of what was run there. */
  int run(Shell shell, List<String> command) throws InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(program().toString());
    try (LoginFiles files = LoginFiles.of(shell)) {
      words.addAll(files.options());
      words.addAll(List.of("-p", Long.toString(shell.port())));
      if (!shell.user().isEmpty()) {
        words.addAll(List.of("-l", shell.user()));
      }
      words.addAll(List.of("--", shell.host()));
      words.addAll(command);
      return wait(new ProcessBuilder(words).inheritIO().start());
    } catch (IOException cannotStart) {
      throw unavailable("ssh cannot be started")
          .detail("The system does not let " + words.get(0) + " run.")
          .toException();
    }
  }

  /** Waits for the end of ssh, which is never longer there than this process. */
  private static int wait(Process ssh) throws InterruptedException {
    Thread atTheEnd = new Thread(ssh::destroy, "paas-ssh-end");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try {
      return ssh.waitFor();
    } finally {
      ssh.destroy();
      LoginFiles.forget(atTheEnd);
    }
  }

  private Path program() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, "ssh");
      if (Files.isExecutable(program) && Files.isRegularFile(program)) {
        return program;
      }
    }
    throw none();
  }

  private static DiagnosticException none() {
    return unavailable("there is no ssh on this machine")
        .detail("It is looked for in the folders that PATH names.")
        .hint("Install one: apt-get install openssh-client.")
        .toException();
  }

  private static Diagnostic.Builder unavailable(String what) {
    return Diagnostic.error(Problem.SHELL_UNAVAILABLE, what);
  }
}
