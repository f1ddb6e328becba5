package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program that writes a key, such as that of a key management service. */
final class KeyCommand {
  private static final int LONGEST_KEY = 4096;
  private static final int LONGEST_ERRORS = 16_384;
  private static final int TOLD_LINES = 10;

  private KeyCommand() {}

  /**
   * Runs it.
   *
   * @param environment the environment variables that it gets
   * @return what it wrote to its standard output, which nobody else is ever told
   * @throws DiagnosticException when it fails, takes too long or writes too much; with the end of
   *     what it wrote to its standard error
   */
  static String run(KeySource.Command command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .directory(command.folder().toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException notStarted) {
      String why = "The program is not there, or must not be run.";
      throw failed(command, "cannot be run", why, List.of());
    }
    CompletableFuture<String> key = read(process.getInputStream(), KeyCommand::allOfShort);
    CompletableFuture<String> errors = read(process.getErrorStream(), KeyCommand::endOf);
    try {
      return key(command, process, key, errors);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(command, "was interrupted", "", List.of());
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    // A shell would tell of a child that was ended before it.
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static String key(
      KeySource.Command command,
      Process process,
      CompletableFuture<String> key,
      CompletableFuture<String> errors)
      throws InterruptedException {
    long limit = command.timeout().toNanos();
    long start = System.nanoTime();
    try {
      if (!process.waitFor(limit, TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      long left = Math.max(limit - (System.nanoTime() - start), TimeUnit.SECONDS.toNanos(1));
      String written = key.get(left, TimeUnit.NANOSECONDS);
      if (process.exitValue() != 0) {
        String code = "It ended with " + process.exitValue() + ".";
        throw failed(command, "failed", code, said(errors));
      }
      return written;
    } catch (TimeoutException tooLong) {
      end(process);
      long millis = command.timeout().toMillis();
      String told = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
      String given = "It was given " + told + ".";
      throw failed(command, "did not end in time", given, said(errors));
    } catch (ExecutionException tooMuch) {
      throw failed(command, "wrote too much", "A key is one short line.", List.of());
    }
  }

  private static List<String> said(CompletableFuture<String> errors) throws InterruptedException {
    try {
      return lastLines(errors.get(10, TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException unknown) {
      return List.of();
    }
  }

  /** How a stream is read. */
  private interface Reading {
    String of(InputStream in) throws IOException;
  }

  private static CompletableFuture<String> read(InputStream stream, Reading reading) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Runnable task =
        () -> {
          try (InputStream in = stream) {
            text.complete(reading.of(in));
          } catch (IOException unreadable) {
            text.completeExceptionally(unreadable);
          }
        };
    Thread reader = new Thread(task, "paas-key");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  private static String allOfShort(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST_KEY + 1);
    if (bytes.length > LONGEST_KEY) {
      throw new IOException("too much");
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String endOf(InputStream in) throws IOException {
    byte[] tail = new byte[0];
    byte[] next = in.readNBytes(LONGEST_ERRORS);
    while (next.length > 0) {
      byte[] both = Arrays.copyOf(tail, tail.length + next.length);
      System.arraycopy(next, 0, both, tail.length, next.length);
      tail = Arrays.copyOfRange(both, Math.max(0, both.length - LONGEST_ERRORS), both.length);
      next = in.readNBytes(LONGEST_ERRORS);
    }
    return new String(tail, StandardCharsets.UTF_8);
  }

  private static List<String> lastLines(String text) {
    Deque<String> last = new ArrayDeque<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              last.addLast(line);
              if (last.size() > TOLD_LINES) {
                last.removeFirst();
              }
            });
    return List.copyOf(last);
  }

  private static DiagnosticException failed(
      KeySource.Command command, String how, String why, List<String> said) {
    return Diagnostic.error(
            Problem.STATE_KEY, command.describe() + ", which gives the state's key, " + how)
        .detail((why + " Nothing was changed.").strip())
        .output(said)
        .at(command.span())
        .toException();
  }
}
