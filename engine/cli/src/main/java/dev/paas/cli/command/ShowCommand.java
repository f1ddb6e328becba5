package dev.paas.cli.command;

import dev.paas.cli.review.HtmlState;
import dev.paas.cli.review.MarkdownState;
import dev.paas.cli.review.PlanReview;
import dev.paas.cli.text.StateText;
import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.RecordValues;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Show a saved plan, or all that the state knows. Sensitive values are masked.",
    footer = {
      "  paas show",
      "  paas show prod.plan --json",
      "  paas show prod.plan --markdown > comment.md",
      "  paas show prod.plan --html > plan.html"
    })
public final class ShowCommand extends PlatformCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN",
      description = "A plan that paas plan --out has saved; the state when left out.")
  private @Nullable Path plan;

  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

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

  public ShowCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    checkOneForm(json, markdown, html);
    Path file = plan;
    if (file != null) {
      PlanReview review = saved(file);
      if (json) {
        say(PlanJson.toJson(review.plan(), review.workTree()));
      } else if (markdown) {
        showMarkdown(review);
      } else if (html) {
        showHtml(review);
      } else {
        show(review);
      }
      return ExitCode.DONE;
    }
    try (Engine engine = engine(CallListener.NONE)) {
      PlatformState state = engine.state().load();
      if (json) {
        List<Value> records = new ArrayList<>();
        state.records().values().forEach(record -> records.add(RecordValues.of(record)));
        say(JsonValues.toJson(Value.list(records), PlanJson.masked()));
      } else if (markdown) {
        terminal().out().print(MarkdownState.render(state));
      } else if (html) {
        HtmlState.render(state, terminal().out()::print);
      } else {
        say(new StateText(terminal().painter()).render(state));
      }
      return ExitCode.DONE;
    }
  }
}
