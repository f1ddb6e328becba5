package dev.paas.cli.command;

import dev.paas.cli.text.Style;
import dev.paas.core.schema.Quantities;
import dev.paas.spi.provider.WorkloadAccess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas logs}. */
@Command(
    addMethodSubcommands = false,
    name = "logs",
    description = "Show what a service has written.",
    footer = {"  paas logs web", "  paas logs web --follow --since 10m"})
public final class LogsCommand extends WorkloadCommand {
  @Parameters(paramLabel = "SERVICE", description = "The service.")
  private String service = "";

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "N",
      description = "Only the last N lines.",
      order = 10)
  private @Nullable Integer tail;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "Only what is not older than this, such as 10m.",
      order = 11)
  private @Nullable String since;

  @Option(names = "--follow", description = "Go on as more is written.", order = 12)
  private boolean follow;

  @Option(names = "--timestamps", description = "Show when each line was written.", order = 13)
  private boolean timestamps;

  public LogsCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    Integer lines = tail;
    WorkloadAccess.LogRequest request =
        new WorkloadAccess.LogRequest(
            lines == null ? OptionalInt.empty() : OptionalInt.of(lines),
            duration(since),
            follow,
            timestamps);
    return withService(
        service,
        (access, record) -> {
          access.logs(record.address().toString(), record.attributes(), request, this::line);
          return ExitCode.DONE;
        });
  }

  private void line(String instance, boolean error, String text) {
    PrintStream out = error ? terminal().err() : terminal().out();
    String name =
        (error ? terminal().errorPainter() : terminal().painter()).paint(instance, Style.CYAN);
    out.println(name + " │ " + text);
    out.flush();
  }

  private static @Nullable Duration duration(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Quantities.duration(text);
    } catch (IllegalArgumentException | ArithmeticException invalid) {
      throw usage("--since " + text + " is not a length of time")
          .hint("Write it like 30s or 5m.")
          .toException();
    }
  }
}
