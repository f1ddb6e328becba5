package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.PlatformEditor;
import dev.paas.core.provider.CallListener;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas import}. */
@Command(
    addMethodSubcommands = false,
    name = "import",
    description = {
      "Record something that exists already at an address of the file. Nothing else is changed.",
      "With --write, first add what describes it to the file."
    },
    footer = {
      "  paas import volumes.data shop-data",
      "  paas import 'networks.private[\"eu\"]' eu-private",
      "  paas import volumes.data shop-data --write",
      "  paas import resources.motd /etc/motd --write --type file"
    })
public final class ImportCommand extends ChangingCommand {
  @Parameters(index = "0", paramLabel = "ADDRESS", description = "The address that it shall have.")
  private String address = "";

  @Parameters(index = "1", paramLabel = "ID", description = "What its own system calls it.")
  private String id = "";

  @Option(
      names = "--write",
      description = "Add it to the file, when it is not in it: what is set and is no default.",
      order = 11)
  private boolean write;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "With --write, the type of an entry of resources.",
      order = 11)
  private @Nullable String type;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "With --write, the provider, where there are several.",
      order = 11)
  private @Nullable String provider;

  public ImportCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--refresh", "--target", "--exclude", "--replace", "--no-staged");
  }

  @Override
  protected int run() throws InterruptedException {
    Address wanted = addresses(List.of(address), "").get(0);
    String added = null;
    try (Engine engine = engine(CallListener.NONE)) {
      Platform platform = engine.platform();
      if (platform.resource(wanted) == null) {
        if (!write) {
          throw undeclared(wanted, platform);
        }
        added = addition(engine, wanted);
      }
    }
    if (added == null) {
      return importAndRecord(wanted, id);
    }
    return importAdded(wanted, added);
  }

  private static DiagnosticException undeclared(Address wanted, Platform platform) {
    List<String> names =
        platform.resources().stream().map(each -> each.declared().toString()).toList();
    return Diagnostic.error(
            Problem.IMPORT_INVALID, "there is no " + wanted + " in the file to import to")
        .detail("It must be declared, so that it can be kept as it shall be.")
        .hint(
            DidYouMean.nearest(wanted.toString(), names) != null
                ? DidYouMean.hint(wanted.toString(), names)
                : "--write adds it to the file.")
        .toException();
  }

  /** The file's text with the new entry; {@code null} when the user does not want it. */
  private String addition(Engine engine, Address wanted) throws InterruptedException {
    if (wanted.key() != null || wanted.isModule() || !wanted.module().isRoot()) {
      throw usage("--write cannot add " + wanted)
          .detail("It adds single resources to the platform's own file.")
          .toException();
    }
    List<String> entry = engine.discover(wanted, id, type, provider);
    String text;
    try {
      text = Files.readString(platformFile());
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot read " + platformFile())
          .detail(IoReason.of(unreadable))
          .toException();
    }
    String added = PlatformEditor.withEntry(text, wanted.section(), entry);
    terminal().out().println(wanted.section() + ":");
    entry.forEach(line -> terminal().out().println("  " + line));
    terminal().out().flush();
    if (added == null) {
      throw Diagnostic.error(Problem.IMPORT_INVALID, "the file cannot be added to")
          .detail("Its section " + wanted.section() + " is not written in lines of its own.")
          .hint("Add what is shown above yourself, and run this without --write.")
          .toException();
    }
    return added;
  }

  /** Writes the file, and takes that back when the import fails. */
  private int importAdded(Address wanted, String added) throws InterruptedException {
    Path file = platformFile();
    if (!approves("Add this to " + file.getFileName() + "?")) {
      say("Nothing was changed.");
      return ExitCode.ERROR;
    }
    try {
      String before = Files.readString(file);
      WholeFile.write(file, added);
      boolean done = false;
      try {
        done = importAndRecord(wanted, id) == ExitCode.DONE;
      } finally {
        if (!done) {
          WholeFile.write(file, before);
        }
      }
      return done ? ExitCode.DONE : ExitCode.ERROR;
    } catch (IOException unwritable) {
      throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot write " + file)
          .detail(IoReason.of(unwritable))
          .toException();
    }
  }
}
