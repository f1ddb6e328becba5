package dev.paas.cli.command;

import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.SavedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code paas apply}. */
@Command(
    addMethodSubcommands = false,
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
  /** What a saved plan has been made with already. */
  private static final List<String> PLANNED_WITH =
      List.of(
          "--file",
          "--env",
          "--var",
          "--vars",
          "--target",
          "--exclude",
          "--replace",
          "--refresh",
          "--no-staged");

  @Spec private @Nullable CommandSpec spec;

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
    checkNotPlannedAnew();
    return applySaved(file);
  }

  /**
   * What the plan was made with cannot be said again, nor otherwise.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it is said
   */
  private void checkNotPlannedAnew() {
    ParseResult given = Objects.requireNonNull(spec).commandLine().getParseResult();
    for (String option : PLANNED_WITH) {
      if (given.hasMatchedOption(option)) {
        throw usage(option + " cannot be given with a saved plan")
            .detail("The plan has what it was made with, and is carried out exactly as it is.")
            .hint("Leave " + option + " out, or give it to paas plan --out.")
            .toException();
      }
    }
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
