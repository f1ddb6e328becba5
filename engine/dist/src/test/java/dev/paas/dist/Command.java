package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command, run as a process of its own with an environment that has nothing of the caller's. */
final class Command {
  private static final int PATIENCE_SECONDS = 180;

  /** How a process ended. */
  record Result(int exitCode, String out, String err) {}

  private final ProcessBuilder builder;

  /**
   * A command.
   *
   * @param directory its working folder, which it also gets as {@code HOME} and for its caches
   */
  Command(Path directory, String... command) {
    builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", directory.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Sets an environment variable. */
  Command with(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Removes an environment variable. */
  Command without(String name) {
    builder.environment().remove(name);
    return this;
  }

  /** Runs it to its end. */
  Result run() throws IOException, InterruptedException {
    return start().end();
  }

  /** Starts it. */
  Running start() throws IOException {
    Path out = Files.createTempFile("paas-test", ".out");
    Path err = Files.createTempFile("paas-test", ".err");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /** Runs it several times at once. */
  List<Result> runAtOnce(int times) throws IOException, InterruptedException {
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      running.add(start());
    }
    List<Result> results = new ArrayList<>();
    for (Running each : running) {
      results.add(each.end());
    }
    return results;
  }

  /** A process under way. */
  record Running(Process process, Path out, Path err) {

    /** Waits for its end. */
    Result end() throws IOException, InterruptedException {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      assertTrue(ended, () -> "did not end within " + PATIENCE_SECONDS + " s: " + result);
      return result;
    }
  }
}
