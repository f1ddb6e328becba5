package dev.paas.cli.command;

import dev.paas.core.engine.Engine;
import dev.paas.core.history.Revision;
import dev.paas.core.plan.PlanOptions;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas rollback}. */
@Command(
    addMethodSubcommands = false,
    name = "rollback",
    description = {
      "Go back to what a revision was made from: show the plan, ask, carry it out.",
      "The file stays as it is; --var sets a variable otherwise than it was."
    },
    footer = {"  paas rollback r41", "  paas rollback r41 --target services.web --auto-approve"})
public final class RollbackCommand extends ChangingCommand {
  @Parameters(paramLabel = "REV", description = "The revision, as r41 or 41.")
  private String revision = "";

  public RollbackCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--vars");
  }

  @Override
  protected long rollbackTo() {
    return RevisionNames.number(revision);
  }

  @Override
  protected void prepare(Engine engine) {
    Revision to = engine.pastState().history().revision(rollbackTo());
    if (to.occasion().command().equals(DESTROY)) {
      throw usage(to.name() + " destroyed what there was: there is nothing to go back to")
          .hint("Name the revision before it; or run paas destroy.")
          .toException();
    }
    engine.goBackTo(to);
    if (!json()) {
      say(
          "Back to "
              + to.name()
              + ", "
              + to.occasion().command()
              + " by "
              + to.occasion().who()
              + " at "
              + to.begun()
              + ".");
      say("");
    }
  }

  @Override
  protected int run() throws InterruptedException {
    int code = planAndApply(PlanOptions.Mode.APPLY);
    if (code == ExitCode.DONE && !json()) {
      say("");
      say(platformFile().getFileName() + " stays as it is: paas apply goes forward to it again.");
    }
    return code;
  }
}
