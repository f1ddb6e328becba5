package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.Closure;
import dev.paas.core.state.StateRepository;
import dev.paas.core.upkeep.StateFile;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code paas state pull}. */
@Command(
    addMethodSubcommands = false,
    name = "state pull",
    description = {
      "Write the whole state to standard output, as JSON.",
      "What is sensitive in it stays encrypted, with the state's own key."
    },
    footer = {
      "  paas state pull > state.json",
      "  paas state pull --env prod | jq -r '.entries | keys[]'"
    })
public final class StatePullCommand extends PlatformCommand {

  public StatePullCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      StateRepository state = engine.state();
      Closure closure = state.closures().current();
      if (closure != null) {
        report(List.of(closed(closure)));
      }
      StateFile file = StateFile.of(state.entries());
      if (file == null) {
        throw Diagnostic.error(Problem.STATE_FILE, "there is no state yet")
            .detail("Nothing was applied: " + state.location() + ".")
            .toException();
      }
      terminal().out().print(file.text(session().version()));
      return ExitCode.DONE;
    }
  }

  private static Diagnostic closed(Closure closure) {
    boolean moved = closure.reason() == Closure.Reason.MOVED;
    return Diagnostic.warning(
            moved ? Problem.STATE_MOVED : Problem.STATE_UNFINISHED,
            moved
                ? "this state was moved to " + closure.other() + " at " + closure.since()
                : closure.reason().command() + " has not finished with this state")
        .detail(
            moved
                ? "What is written here is what it was then."
                : closure.holder() + " began at " + closure.since() + ".")
        .build();
  }
}
