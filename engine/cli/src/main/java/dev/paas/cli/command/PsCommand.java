package dev.paas.cli.command;

import dev.paas.cli.text.Table;
import dev.paas.spi.provider.WorkloadAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas ps}. */
@Command(
    addMethodSubcommands = false,
    name = "ps",
    description = "List what runs: the instances of all services, or of some.",
    footer = {"  paas ps", "  paas ps web"})
public final class PsCommand extends WorkloadCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE",
      description = "Only these; all when left out.")
  private List<String> services = new ArrayList<>();

  public PsCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    Table table = new Table("INSTANCE", "STATE", "HEALTH", "UP", "RESTARTS", "PORTS", "IMAGE");
    int code =
        withServices(
            services,
            (access, service) -> {
              for (WorkloadAccess.Instance instance :
                  access.instances(service.address().toString(), service.attributes())) {
                table.row(
                    instance.name(),
                    instance.state(),
                    instance.health().isEmpty() ? "-" : instance.health(),
                    since(instance.startedAt()),
                    Integer.toString(instance.restarts()),
                    instance.ports().isEmpty() ? "-" : String.join(", ", instance.ports()),
                    instance.image());
              }
              return ExitCode.DONE;
            });
    terminal().out().print(table.render(terminal().painter()));
    return code;
  }

  private static String since(@Nullable Instant start) {
    if (start == null) {
      return "-";
    }
    long seconds = Math.max(0, Duration.between(start, Instant.now()).toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
