package dev.paas.cli.command;

import dev.paas.cli.review.PlanReview;
import dev.paas.core.engine.Engine;
import dev.paas.core.git.WorkTree;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.provider.CallListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas plan}. */
@Command(
    addMethodSubcommands = false,
    name = "plan",
    description = "Show what apply would do. Changes nothing.",
    footer = {
      "  paas plan",
      "  paas plan -f shop/platform.yaml --env prod --out prod.plan",
      "  paas plan --target services.web --json",
      "  paas plan --out prod.plan --markdown > comment.md",
      "  paas plan --html > plan.html",
      "  paas plan --refresh-only --detailed-exitcode"
    })
public final class PlanCommand extends PlanningCommand {
  @Option(names = "--destroy", description = "Plan to destroy everything.", order = 13)
  private boolean destroy;

  @Option(
      names = "--refresh-only",
      description = "Show only what was changed outside of paas since it was last seen.",
      order = 13)
  private boolean refreshOnly;

  @Option(
      names = "--markdown",
      description = "Write Markdown, for a comment on a pull request.",
      order = 20)
  private boolean markdown;

  @Option(
      names = "--html",
      description = "Write a page for a browser, with the graph; it needs no network.",
      order = 20)
  private boolean html;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the plan into a file, for paas apply FILE.",
      order = 21)
  private @Nullable Path out;

  @Option(
      names = "--detailed-exitcode",
      description = "End with 2 when there are changes.",
      order = 22)
  private boolean detailedExitCode;

  public PlanCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    PlanOptions options = options(mode(destroy, refreshOnly));
    checkOneForm(json(), markdown, html);
    try (Engine engine = engine(CallListener.NONE)) {
      PlannedPlatform planned = engine.plan(options, PlanListener.NONE);
      Plan plan = planned.plan();
      report(engine.warnings());
      report(plan.warnings());
      WorkTree workTree = WorkTrees.of(platformFile());
      PlanReview review = new PlanReview(plan, refreshOnly, workTree);
      if (json()) {
        say(PlanJson.toJson(plan, workTree));
      } else if (markdown) {
        showMarkdown(review);
      } else if (html) {
        showHtml(review);
      } else {
        show(review);
      }
      Path target = out;
      if (target != null) {
        engine.save(
            planned,
            session().directory().resolve(target),
            target.toString(),
            new SavedPlan.Maker(session().version(), session().caller(), workTree));
        if (!json() && !markdown && !html) {
          say(
              "The plan is in "
                  + target
                  + (plan.isDenied() ? "." : ". To carry it out: paas apply " + target));
        }
      }
      report(plan.violations());
      if (plan.isDenied()) {
        return ExitCode.ERROR;
      }
      boolean changes = refreshOnly ? !plan.drift().isEmpty() : !plan.isEmpty();
      return detailedExitCode && changes ? ExitCode.CHANGES : ExitCode.DONE;
    }
  }
}
