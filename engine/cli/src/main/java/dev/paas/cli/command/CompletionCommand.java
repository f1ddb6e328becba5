package dev.paas.cli.command;

import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code paas completion}. */
@Command(
    addMethodSubcommands = false,
    name = "completion",
    description = "Write a script with which bash and zsh complete commands and options.",
    footer = {"  source <(paas completion)"})
public final class CompletionCommand extends BaseCommand {
  private final Supplier<CommandLine> all;

  /**
   * @param all makes the program with all its commands
   */
  public CompletionCommand(Session session, Supplier<CommandLine> all) {
    super(session);
    this.all = all;
  }

  @Override
  protected int run() {
    terminal().out().print(AutoComplete.bash("paas", all.get()));
    return ExitCode.DONE;
  }
}
