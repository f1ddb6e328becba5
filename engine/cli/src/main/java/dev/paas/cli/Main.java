package dev.paas.cli;

import dev.paas.cli.command.ExitCode;
import dev.paas.cli.command.Session;
import dev.paas.cli.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program. */
public final class Main {
  private static final int BUFFER = 1 << 13;

  private Main() {}

  /** Runs the command in {@code arguments} and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Threads that a provider left running must not keep the process.
    Runtime.getRuntime().halt(run(arguments));
  }

  /** Runs the command in {@code arguments} as this process would, and returns its exit code. */
  public static int run(String... arguments) {
    Map<String, String> environment = System.getenv();
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Session session =
        new Session(
            Terminal.of(System.in, out, err, environment),
            environment,
            Path.of("").toAbsolutePath(),
            pluginFolders(environment),
            Version.text());
    int code = new CommandRunner(session).run(arguments);
    out.flush();
    err.flush();
    return out.checkError() && code == ExitCode.DONE ? ExitCode.ERROR : code;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }

  /** The installation's plugins, and those in the folders that {@code PAAS_PLUGINS} names. */
  private static List<Path> pluginFolders(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    String home = System.getProperty("paas.home");
    if (home != null) {
      folders.add(Path.of(home, "plugins"));
    }
    String more = environment.getOrDefault("PAAS_PLUGINS", "");
    for (String folder : more.split(java.io.File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }
}
