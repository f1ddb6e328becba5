package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.source.IoReason;
import dev.paas.core.upkeep.Push;
import dev.paas.core.upkeep.StateFile;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas state push}. */
@Command(
    addMethodSubcommands = false,
    name = "state push",
    description = {
      "Let the state be what a file says that paas state pull has written.",
      "The whole file is looked through first. It becomes the next revision; one that",
      "is older than the state, or of another, is refused without --force."
    },
    footer = {
      "  paas state push state.json --dry-run",
      "  paas state push state.json",
      "  paas state push --auto-approve - < state.json"
    })
public final class StatePushCommand extends StateChangingCommand {
  @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
  private String file = "";

  @Option(
      names = "--force",
      description = "Also when it is older than what is there, or another state.",
      order = 17)
  private boolean force;

  public StatePushCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    checkAsks("Look at what would be done with --dry-run");
    StateFile read = read();
    try (Engine engine = engine(CallListener.NONE)) {
      Push push = Push.of(engine.state(), read, name(), force);
      Push.Difference difference = push.difference();
      if (!json()) {
        tell(difference, engine.state().location());
      }
      int commits = 0;
      boolean writes = !dryRun() && (!difference.isEmpty() || push.resumes());
      if (writes) {
        if (!approves("Let the state be this?")) {
          return ExitCode.ERROR;
        }
        commits = push.carryOut(session().holder(), patience());
      }
      if (json()) {
        sayJson(value(difference, commits));
      } else if (!writes) {
        say("Nothing was changed.");
      } else {
        say("Written, in " + count(commits, "commit") + ".");
      }
      return ExitCode.DONE;
    }
  }

  private String name() {
    return file.equals("-") ? "standard input" : file;
  }

  private StateFile read() {
    try {
      byte[] bytes =
          file.equals("-")
              ? terminal().in().readAllBytes()
              : Files.readAllBytes(session().directory().resolve(file));
      return StateFile.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot read " + name())
          .detail(IoReason.of(unreadable))
          .toException();
    } catch (IllegalArgumentException invalid) {
      throw Diagnostic.error(Problem.STATE_FILE, name() + " is not what paas state pull writes")
          .detail("Here " + invalid.getMessage() + ". Nothing was changed.")
          .toException();
    }
  }

  private void tell(Push.Difference difference, String location) {
    if (difference.isEmpty()) {
      say("The state is as " + name() + " says: " + location + ".");
      return;
    }
    say("To be written to " + location + ":");
    difference.added().forEach(address -> say("  + " + address));
    difference.changed().forEach(address -> say("  ~ " + address));
    difference.removed().forEach(address -> say("  - " + address));
    int others = difference.others();
    if (others > 0) {
      say("  " + others + (others == 1 ? " other entry" : " other entries"));
    }
  }

  private Value value(Push.Difference difference, int commits) {
    return MapValue.builder()
        .put("dryRun", dryRun())
        .put("added", texts(difference.added()))
        .put("changed", texts(difference.changed()))
        .put("removed", texts(difference.removed()))
        .put("others", difference.others())
        .put("commits", commits)
        .build();
  }

  private static Value texts(SortedSet<Address> addresses) {
    return Value.strings(addresses.stream().map(Address::toString).toList());
  }
}
