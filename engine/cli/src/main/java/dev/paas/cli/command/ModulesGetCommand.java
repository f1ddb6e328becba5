package dev.paas.cli.command;

import dev.paas.core.module.RemoteModules;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code paas modules get}. */
@Command(
    addMethodSubcommands = false,
    name = "modules get",
    description = "Fetch the modules that are in repositories, at the commits that are pinned.",
    footer = {"  paas modules get", "  paas modules get -f shop/platform.yaml"})
public final class ModulesGetCommand extends ModulesCommand {
  public ModulesGetCommand(Session session) {
    super(session);
  }

  @Override
  protected List<RemoteModules.Change> change() {
    return fetching().get();
  }
}
