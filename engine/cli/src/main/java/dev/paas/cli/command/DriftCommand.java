package dev.paas.cli.command;

import dev.paas.cli.review.PlanReview;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.provider.CallListener;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas drift}. */
@Command(
    addMethodSubcommands = false,
    name = "drift",
    description = {
      "Show what was changed outside of paas since it was last seen. Changes nothing.",
      "Ends with 0 when nothing was, with 2 when something was, and with 1 when that cannot be told."
    },
    footer = {
      "  paas drift",
      "  paas drift --env prod --markdown > drift.md || test $? = 2",
      "  paas drift --target services.web --json"
    })
public final class DriftCommand extends PlanningCommand {
  @Option(names = "--markdown", description = "Write Markdown instead of text.", order = 20)
  private boolean markdown;

  @Option(
      names = "--html",
      description = "Write a page for a browser; it needs no network.",
      order = 20)
  private boolean html;

  public DriftCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--refresh", "--replace", "--no-staged");
  }

  @Override
  protected int run() throws InterruptedException {
    checkOneForm(json(), markdown, html);
    try (Engine engine = engine(CallListener.NONE)) {
      Plan plan = engine.plan(options(PlanOptions.Mode.REFRESH), PlanListener.NONE).plan();
      report(engine.warnings());
      report(plan.warnings());
      PlanReview review = new PlanReview(plan, true, null);
      if (json()) {
        say(PlanJson.toJson(plan));
      } else if (markdown) {
        showMarkdown(review);
      } else if (html) {
        showHtml(review);
      } else {
        show(review);
      }
      return plan.drift().isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
    }
  }
}
