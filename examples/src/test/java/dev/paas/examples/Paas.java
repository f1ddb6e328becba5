package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The installed program, run in a folder. */
final class Paas {
  private static final Path BINARIES =
      Path.of(System.getProperty("paas.installation", "")).resolve("bin").normalize();
  private static final long PATIENCE_MINUTES = 5;

  private final Path launcher;
  private final Path folder;
  private final Map<String, String> environment;

  /** What a run came to. */
  record Result(int code, String out, String err) {
    /** The run's output, when it ended with 0. */
    String succeeded() {
      assertEquals(0, code, () -> "exit code, after:\n" + out + err);
      return out;
    }

    /** The errors, when it ended with 1. */
    String failed() {
      assertEquals(1, code, () -> "exit code, after:\n" + out + err);
      return err;
    }
  }

  Paas(Path folder, Map<String, String> environment) {
    this(BINARIES.resolve("paas"), folder, environment);
  }

  /** Another installation's program. */
  Paas(Path launcher, Path folder, Map<String, String> environment) {
    this.launcher = launcher;
    this.folder = folder;
    this.environment = new HashMap<>(environment);
  }

  Path folder() {
    return folder;
  }

  /** The folder with the program. */
  static Path binaries() {
    return BINARIES.toAbsolutePath();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("paas-out", null);
    Path err = Files.createTempFile("paas-err", null);
    try {
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("paas does not end: " + List.of(arguments));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts it, for a test that does something to it while it runs. Its output is dropped. */
  Process start(String... arguments) throws IOException {
    return builder(arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }
}
