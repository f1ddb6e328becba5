package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.PluginLocks;
import dev.paas.core.lock.LockFile;
import dev.paas.core.lock.PluginLock;
import dev.paas.core.source.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas init}. */
@Command(
    addMethodSubcommands = false,
    name = "init",
    description = {
      "Write a first platform.yaml; where there is one, lock the plugins that it uses.",
      "The lock is .paas.lock.yaml: the version of each plugin and a digest of its files. "
          + "With it plan and apply refuse a plugin that is another one. Commit it."
    },
    footer = {
      "  paas init my-platform --name shop    # writes my-platform/platform.yaml",
      "  paas init my-platform                # locks its plugins",
      "  paas init --upgrade                  # locks them as they are installed now"
    })
public final class InitCommand extends BaseCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The platform's folder; this one when left out.")
  private Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The new platform's name; the folder's when left out.",
      order = 1)
  private String name = "";

  @Option(
      names = "--upgrade",
      description = "Lock plugins as they are installed, also those that differ from the lock.",
      order = 2)
  private boolean upgrade;

  public InitCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Path target = session().directory().resolve(folder).normalize();
    Path file = target.resolve("platform.yaml");
    Path shown = folder.resolve("platform.yaml");
    if (Files.notExists(file)) {
      return writeFirst(target, file, shown);
    }
    if (!name.isEmpty()) {
      throw Diagnostic.error(Problem.USAGE, "there is a " + shown + " already")
          .detail("--name is for a new platform; the name of this one stands in the file.")
          .hint("Without --name, paas init locks its plugins.")
          .toException();
    }
    return lock(file, shown);
  }

  private int lock(Path file, Path shown) {
    PluginLock.Renewed renewed =
        PluginLocks.renewed(
            file, shown.toString(), session().pluginFolders(), session().environment(), upgrade);
    LockFile lock = renewed.file();
    if (renewed.changes().isEmpty() && lock.exists()) {
      say("The plugins are as " + lock.name() + " has them.");
      return ExitCode.DONE;
    }
    lock.write();
    say("Wrote " + lock.name() + ":");
    for (PluginLock.Change change : renewed.changes()) {
      say("  " + line(change));
    }
    return ExitCode.DONE;
  }

  private static String line(PluginLock.Change change) {
    String before = change.before();
    String after = change.after();
    if (before == null) {
      return "+ " + change.plugin() + " " + after;
    }
    if (after == null) {
      return "- " + change.plugin() + " " + before + ", which is not used any more";
    }
    return "~ "
        + change.plugin()
        + " "
        + (before.equals(after) ? before + ", with other files" : before + " → " + after);
  }

  private int writeFirst(Path target, Path file, Path shown) {
    try (InputStream template = InitCommand.class.getResourceAsStream("init.yaml")) {
      if (template == null) {
        throw new IllegalStateException("init.yaml is missing in this build");
      }
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      Files.createDirectories(target);
      Files.writeString(
          file, text.replace("@NAME@", platformName(target)), StandardOpenOption.CREATE_NEW);
    } catch (IOException unwritable) {
      throw Diagnostic.error(Problem.USAGE, "cannot write " + shown)
          .detail(IoReason.of(unwritable))
          .toException();
    }
    String option = folder.toString().isEmpty() ? "" : " -f " + shown;
    say("Wrote " + shown + ". Next:");
    say("  paas plan" + option);
    say("  paas apply" + option);
    return ExitCode.DONE;
  }

  private String platformName(Path target) {
    Path last = target.getFileName();
    String wanted = !name.isEmpty() ? name : last == null ? "platform" : last.toString();
    StringBuilder fitting = new StringBuilder();
    String lower = wanted.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && fitting.length() < 40; i++) {
      char c = lower.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9';
      if (letter || (digit && !fitting.isEmpty())) {
        fitting.append(c);
      } else if (!fitting.isEmpty() && fitting.charAt(fitting.length() - 1) != '-') {
        fitting.append('-');
      }
    }
    while (!fitting.isEmpty() && fitting.charAt(fitting.length() - 1) == '-') {
      fitting.setLength(fitting.length() - 1);
    }
    return fitting.isEmpty() ? "platform" : fitting.toString();
  }
}
