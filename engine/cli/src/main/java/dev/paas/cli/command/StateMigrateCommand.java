package dev.paas.cli.command;

import dev.paas.core.engine.Engine;
import dev.paas.core.engine.FormerState;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.StateRepository;
import dev.paas.core.upkeep.Migration;
import dev.paas.spi.value.MapValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas state migrate}. */
@Command(
    addMethodSubcommands = false,
    name = "state migrate",
    description = {
      "Move the state to where state: in the file says, from where it was.",
      "Change the file first. Everything is copied, encrypted with the key of its new",
      "place, and compared. The old place is kept, and refuses to be used from then on.",
      "When it is cut off, run it again."
    },
    footer = {
      "  paas state migrate                             # from .paas/, which is the default",
      "  git show HEAD:platform.yaml > former.yaml",
      "  paas state migrate --from-file former.yaml     # from what state: was there"
    })
public final class StateMigrateCommand extends StateChangingCommand {
  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      description = "A file with the former state:, such as the former platform.yaml.",
      order = 10)
  private @Nullable String former;

  public StateMigrateCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    checkAsks("Look at what would be done with --dry-run");
    try (Engine engine = engine(CallListener.NONE)) {
      StateRepository to = engine.state();
      StateRepository from =
          engine.formerState(
              former == null
                  ? null
                  : new FormerState(session().directory().resolve(former), former));
      report(engine.warnings());
      Migration migration = Migration.of(from, to);
      String what =
          count(migration.resources(), "resource") + ", revision " + migration.header().revision();
      if (!json()) {
        say("From " + from.location());
        say("to   " + to.location() + ": " + what + ".");
      }
      if (!dryRun()) {
        if (!approves("Move the state?")) {
          return ExitCode.ERROR;
        }
        migration.carryOut(session().holder(), patience());
      }
      if (json()) {
        sayJson(
            MapValue.builder()
                .put("dryRun", dryRun())
                .put("from", from.location())
                .put("to", to.location())
                .put("lineage", migration.header().lineage())
                .put("revision", migration.header().revision())
                .put("resources", migration.resources())
                .put("entries", migration.entries())
                .build());
      } else if (dryRun()) {
        say("Nothing was changed.");
      } else {
        say("Moved, and all " + migration.entries() + " entries compared.");
        say("What is in " + from.location() + " is kept, and says that it was moved.");
      }
      return ExitCode.DONE;
    }
  }
}
