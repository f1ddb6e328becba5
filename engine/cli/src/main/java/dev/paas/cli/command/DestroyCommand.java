package dev.paas.cli.command;

import dev.paas.core.plan.PlanOptions;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code paas destroy}. */
@Command(
    addMethodSubcommands = false,
    name = "destroy",
    description = "Delete everything that the platform has made: show the plan, ask, carry it out.",
    footer = {"  paas destroy", "  paas destroy --target services.web --auto-approve"})
public final class DestroyCommand extends ChangingCommand {

  public DestroyCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--replace", "--no-staged");
  }

  @Override
  protected int run() throws InterruptedException {
    return planAndApply(PlanOptions.Mode.DESTROY);
  }
}
