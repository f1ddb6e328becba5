package dev.paas.cli;

import dev.paas.cli.command.Session;
import dev.paas.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands for tests that look at more than their text. */
public final class Commands {
  private Commands() {}

  /** What a command writes to standard output; it must end with 0. */
  public static String output(Path folder, String... arguments) {
    Ended ended = run(folder, arguments);
    if (ended.code() != 0) {
      throw new AssertionError(ended.code() + ": " + ended.err());
    }
    return ended.out();
  }

  /** What a command writes to standard error; it must end with 1. */
  public static String errors(Path folder, String... arguments) {
    Ended ended = run(folder, arguments);
    if (ended.code() != 1) {
      throw new AssertionError(ended.code() + ": " + ended.out());
    }
    return ended.err();
  }

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  /** Runs a command to its end, however that is. */
  static Ended run(Path folder, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            Terminal.of(InputStream.nullInputStream(), stream(out), stream(err), Map.of()),
            Map.of(),
            folder,
            TestPlugins.in(folder.resolve("plugins")),
            Version.text());
    int code = new CommandRunner(session).run(arguments);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
