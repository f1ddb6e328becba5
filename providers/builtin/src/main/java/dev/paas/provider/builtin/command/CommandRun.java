package dev.paas.provider.builtin.command;

import dev.paas.provider.builtin.text.Secrets;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one program and waits for it. */
final class CommandRun {
  /** The state keeps what is printed: more than a megabyte is no output. */
  private static final int LARGEST = 1 << 20;

  private static final int KEPT_LINES = 20;

  /** A process that was left running in the background may keep the streams open for ever. */
  private static final Duration STREAMS_PATIENCE = Duration.ofSeconds(1);

  private final String name;
  private final Secrets secrets;
  private final boolean showsOutput;
  private final CallContext context;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  /**
   * @param name the attribute that the command is, for messages
   * @param secrets what must not be shown
   * @param showsOutput whether what it prints on its standard output may be shown
   */
  CommandRun(String name, Secrets secrets, boolean showsOutput, CallContext context) {
    this.name = name;
    this.secrets = secrets;
    this.showsOutput = showsOutput;
    this.context = context;
  }

  /** What came of it: the exit code, and what it printed on its standard output. */
  record Outcome(int exitCode, String output) {}

  /**
   * Runs it.
   *
   * @throws ProviderException when it cannot be started, prints too much, takes too long, or the
   *     thread is interrupted; then nothing of it runs any more
   */
  Outcome run(
      List<String> words,
      Map<String, String> environment,
      Path directory,
      String input,
      Duration timeout)
      throws ProviderException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = started(builder);
    boolean ended = false;
    try {
      Outcome outcome = outcome(process, input, timeout);
      ended = true;
      return outcome;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(name + " was interrupted").output(lines()).build();
    } finally {
      if (!ended) {
        ProcessTree.kill(process.toHandle());
      }
    }
  }

  private Process started(ProcessBuilder builder) throws ProviderException {
    try {
      return builder.start();
    } catch (IOException cannotStart) {
      // What it says has all of the program's name in it, which may be sensitive.
      String why = cannotStart.getCause() == null ? "" : cannotStart.getCause().getMessage();
      throw failure(name + " cannot be started")
          .detail(secrets.masked("The program is " + builder.command().get(0) + ". " + said(why)))
          .build();
    }
  }

  private static String said(@Nullable String why) {
    String reason = why == null ? "" : why.substring(why.indexOf(", ") + 1).strip();
    return reason.isEmpty() ? "" : "The system says: " + reason + ".";
  }

  private Outcome outcome(Process process, String input, Duration timeout)
      throws ProviderException, InterruptedException {
    Thread out = start("output", () -> collect(process.getInputStream()));
    Thread err = start("errors", () -> tell(process.getErrorStream()));
    start("input", () -> feed(process.getOutputStream(), input));
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure(name + " took longer than " + shown(timeout))
          .detail("It was killed, with everything that it had started.")
          .hint("Allow more with timeout:, or look why it is so slow.")
          .output(lines())
          .build();
    }
    out.join(STREAMS_PATIENCE.toMillis());
    err.join(STREAMS_PATIENCE.toMillis());
    byte[] printed;
    synchronized (output) {
      printed = output.toByteArray();
    }
    if (printed.length > LARGEST) {
      throw failure(name + " printed more than 1 MiB")
          .detail("What it prints is kept in the state.")
          .hint("Print what matters only, and the rest on the standard error.")
          .build();
    }
    return new Outcome(process.exitValue(), new String(printed, StandardCharsets.UTF_8));
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static Thread start(String what, Runnable task) {
    Thread thread = new Thread(task, "paas-command-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void collect(InputStream from) {
    byte[] buffer = new byte[8192];
    try {
      int read;
      while ((read = from.read(buffer)) >= 0) {
        synchronized (output) {
          // What is too much is refused later; it must be read all the same.
          if (output.size() <= LARGEST) {
            output.write(buffer, 0, read);
          }
        }
      }
    } catch (IOException closed) {
      // The process was killed.
    }
  }

  private void tell(InputStream from) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        String shown = secrets.masked(line);
        context.output(shown);
        synchronized (lastLines) {
          if (lastLines.size() == KEPT_LINES) {
            lastLines.removeFirst();
          }
          lastLines.add(shown);
        }
      }
    } catch (IOException closed) {
      // The process was killed.
    }
  }

  private static void feed(OutputStream to, String input) {
    try (to) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notWanted) {
      // Most commands do not read it.
    }
  }

  /** A failed end, told with what it printed last. */
  ProviderException failed(Outcome outcome) {
    if (showsOutput) {
      synchronized (lastLines) {
        outcome.output().lines().map(secrets::masked).forEach(lastLines::add);
      }
    }
    return failure(name + " ended with exit code " + outcome.exitCode()).output(lines()).build();
  }

  private List<String> lines() {
    synchronized (lastLines) {
      List<String> lines = List.copyOf(lastLines);
      return lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size());
    }
  }

  private ProviderException.Builder failure(String reason) {
    return ProviderException.builder(reason).path(ValuePath.of(name));
  }
}
