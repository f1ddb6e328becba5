package dev.paas.core.git;

import dev.paas.core.source.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program {@code git}. It may ask nobody anything, use no transport but those that cannot
 * run programs, and sees no repository that the caller happens to stand in.
 */
public final class Git {
  private static final List<String> OF_THE_CALLER =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_PREFIX");
  private static final long MINUTES = 10;
  private static final int MOST = 4_000;

  private Git() {}

  /** Git failed; the message is what it said last. */
  public static final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    GitException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Runs a command of git.
   *
   * @param folder where it runs
   * @return what it wrote to its standard output
   * @throws GitException when it fails, or is not installed
   */
  public static String run(Path folder, String... arguments) throws GitException {
    List<String> command = new ArrayList<>();
    // Hooks and templates are the user's, for repositories of the user's.
    command.addAll(List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "init.templateDir="));
    command.addAll(List.of("-c", "advice.detachedHead=false"));
    command.addAll(List.of(arguments));
    Path output = null;
    Path errors = null;
    try {
      output = Files.createTempFile("paas-git", ".out");
      errors = Files.createTempFile("paas-git", ".err");
      int code = run(folder, command, output, errors);
      if (code != 0) {
        String said = last(Files.readString(errors, StandardCharsets.UTF_8));
        throw new GitException(said.isEmpty() ? "git ended with " + code : said, null);
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException problem) {
      String reason = IoReason.of(problem);
      throw new GitException(
          problem.getMessage() != null && problem.getMessage().contains("\"git\"")
              ? "The program git is not installed."
              : reason,
          problem);
    } finally {
      delete(output);
      delete(errors);
    }
  }

  private static int run(Path folder, List<String> command, Path output, Path errors)
      throws IOException, GitException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    OF_THE_CALLER.forEach(environment::remove);
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("SSH_ASKPASS_REQUIRE", "never");
    environment.put("GIT_ALLOW_PROTOCOL", "https:http:ssh:file");
    environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new GitException("It took longer than " + MINUTES + " minutes.", null);
      }
      return process.exitValue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new GitException("It was interrupted.", stop);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String last(String text) {
    String trimmed = text.strip();
    return trimmed.length() <= MOST ? trimmed : trimmed.substring(trimmed.length() - MOST);
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }
}
