package dev.paas.cli.command;

import dev.paas.core.plan.PlanOptions;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code paas refresh}. */
@Command(
    addMethodSubcommands = false,
    name = "refresh",
    description = {
      "Look at what is really there, and bring the state up to date with it.",
      "Nothing else is changed."
    },
    footer = {"  paas refresh"})
public final class RefreshCommand extends ChangingCommand {

  public RefreshCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--refresh", "--replace", "--no-staged", "--auto-approve");
  }

  @Override
  protected boolean asksFor(PlanOptions.Mode mode) {
    return false;
  }

  @Override
  protected int run() throws InterruptedException {
    return planAndApply(PlanOptions.Mode.REFRESH);
  }
}
