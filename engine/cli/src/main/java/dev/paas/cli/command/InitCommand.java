package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas init}. */
@Command(
    name = "init",
    description = "Write a first platform.yaml to begin with.",
    footer = {"  paas init", "  paas init my-platform --name shop"})
public final class InitCommand extends BaseCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to write it; here when left out.")
  private Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The platform's name; the folder's when left out.",
      order = 1)
  private String name = "";

  public InitCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Path target = session().directory().resolve(folder).normalize();
    Path file = target.resolve("platform.yaml");
    Path shown = folder.resolve("platform.yaml");
    try (InputStream template = InitCommand.class.getResourceAsStream("init.yaml")) {
      if (template == null) {
        throw new IllegalStateException("init.yaml is missing in this build");
      }
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      Files.createDirectories(target);
      Files.writeString(
          file, text.replace("@NAME@", platformName(target)), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException exists) {
      throw Diagnostic.error(Problem.USAGE, "there is a " + shown + " already")
          .hint("paas plan shows what it would do.")
          .toException();
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
