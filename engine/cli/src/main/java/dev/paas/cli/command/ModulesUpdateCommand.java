package dev.paas.cli.command;

import dev.paas.core.module.RemoteModules;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas modules update}. */
@Command(
    addMethodSubcommands = false,
    name = "modules update",
    description = "Move the pins of modules to what their tags and branches stand for now.",
    footer = {
      "  paas modules update",
      "  paas modules update cache  # this one only; modules.cache is the same"
    })
public final class ModulesUpdateCommand extends ModulesCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "The calls whose modules are updated; all when left out.")
  private List<String> names = new ArrayList<>();

  public ModulesUpdateCommand(Session session) {
    super(session);
  }

  @Override
  protected List<RemoteModules.Change> change() {
    return fetching().update(names);
  }
}
