package dev.paas.cli.command;

import dev.paas.cli.text.WhyText;
import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.provider.CallListener;
import dev.paas.core.why.Explainer;
import dev.paas.core.why.Explanation;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas why}. */
@Command(
    addMethodSubcommands = false,
    name = "why",
    description = {
      "Tell why plan would do what it does to a resource. Changes nothing.",
      "Each chain goes from the line, the variable or the change outside of paas where it begins, "
          + "over what carried it, to the resource; and it is said whether what runs is interrupted."
    },
    footer = {
      "  paas why services.web",
      "  paas why 'vms.worker[0]' --env prod",
      "  paas why services.web --var version=2 --json"
    })
public final class WhyCommand extends PlanningCommand {
  @Parameters(paramLabel = "ADDRESS", description = "The resource.")
  private String address = "";

  public WhyCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--target", "--exclude", "--replace", "--no-staged");
  }

  @Override
  protected int run() throws InterruptedException {
    Address wanted = addresses(List.of(address), "").get(0);
    try (Engine engine = engine(CallListener.NONE)) {
      PlannedPlatform planned = engine.plan(options(PlanOptions.Mode.APPLY), PlanListener.NONE);
      List<Explanation> explanations = new Explainer(planned).explain(wanted);
      if (json()) {
        say(WhyText.json(explanations));
      } else {
        terminal().out().print(new WhyText(terminal().painter()).render(explanations));
      }
      return ExitCode.DONE;
    }
  }
}
