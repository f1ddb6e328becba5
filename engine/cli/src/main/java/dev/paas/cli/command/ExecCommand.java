package dev.paas.cli.command;

import dev.paas.spi.provider.WorkloadAccess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas exec}. */
@Command(
    addMethodSubcommands = false,
    name = "exec",
    description = "Run a command in a running instance of a service; ends with its exit code.",
    footer = {"  paas exec web -- ls -l /etc", "  paas exec db --instance db.2 -- /bin/sh"})
public final class ExecCommand extends WorkloadCommand {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  private String service = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments, after --.")
  private List<String> command = new ArrayList<>();

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description = "Which instance, as paas ps names it; any that runs when left out.",
      order = 10)
  private @Nullable String instance;

  public ExecCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    boolean interactive = terminal().isInteractive();
    WorkloadAccess.ExecRequest request =
        new WorkloadAccess.ExecRequest(
            command, instance, interactive, terminal().in(), terminal().out(), terminal().err());
    return withService(
        service,
        (access, record) -> {
          RawMode raw = new RawMode();
          raw.begin(interactive);
          try {
            return access.exec(record.address().toString(), record.attributes(), request);
          } finally {
            raw.end();
          }
        });
  }
}
