package dev.paas.cli.command;

import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.SavedPlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas apply}. */
@Command(
    name = "apply",
    description = {
      "Make the platform as its file describes it: show the plan, ask, carry it out.",
      "With a saved plan, carry out exactly that, without asking."
    },
    footer = {
      "  paas apply",
      "  paas apply -f shop/platform.yaml --var replicas=3 --auto-approve",
      "  paas plan --out prod.plan && paas apply prod.plan"
    })
public final class ApplyCommand extends ChangingCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN",
      description = "A plan that paas plan --out has saved.")
  private @Nullable Path plan;

  @Option(names = "--destroy", description = "Destroy everything, as paas destroy.", order = 13)
  private boolean destroy;

  @Option(
      names = "--refresh-only",
      description = "Only bring the state up to date with what is really there.",
      order = 13)
  private boolean refreshOnly;

  @Option(
      names = "--require-clean",
      description =
          "Refuse unless the folder of the platform's file is as a commit of git has it, and a "
              + "saved plan was made from one.",
      order = 16)
  private boolean requireClean;

  public ApplyCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    Path file = plan;
    PlanOptions.Mode mode = mode(destroy, refreshOnly);
    if (file == null) {
      if (requireClean) {
        WorkTrees.requireClean(platformFile(), platformFileName());
      }
      return planAndApply(mode);
    }
    if (mode != PlanOptions.Mode.APPLY) {
      throw usage("a saved plan cannot be carried out otherwise than it is")
          .hint("Leave " + (destroy ? "--destroy" : "--refresh-only") + " out.")
          .toException();
    }
    return applySaved(file);
  }

  private int applySaved(Path file) throws InterruptedException {
    SavedPlan saved =
        Engine.read(
            session().directory().resolve(file),
            file.toString(),
            session().directory(),
            session().environment());
    if (requireClean) {
      String platform = saved.origin().file();
      WorkTrees.requireClean(session().directory().resolve(platform), platform);
      WorkTrees.requireCommitted(saved.origin().maker().workTree(), file.toString());
    }
    return carryOut(saved);
  }
}
