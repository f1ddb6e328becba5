package dev.paas.cli.command;

import picocli.CommandLine.Command;

/** {@code paas version}. */
@Command(
    addMethodSubcommands = false,
    name = "version",
    description = "Show the version.",
    footer = "  paas version")
public final class VersionCommand extends BaseCommand {

  public VersionCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    say("paas " + session().version());
    say("Java " + Runtime.version());
    return ExitCode.DONE;
  }
}
