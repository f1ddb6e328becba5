package dev.paas.cli.command;

import dev.paas.cli.text.StateText;
import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas state show}. */
@Command(
    addMethodSubcommands = false,
    name = "state show",
    description = "Show what the state knows of a resource. Sensitive values are masked.",
    footer = {"  paas state show services.web", "  paas state show 'vms.worker[0]' --json"})
public final class StateShowCommand extends PlatformCommand {
  @Parameters(paramLabel = "ADDRESS", description = "The resource.")
  private String address = "";

  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  public StateShowCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Address wanted = addresses(List.of(address), "").get(0);
    try (Engine engine = engine(CallListener.NONE)) {
      PlatformState state = engine.state().load();
      ResourceRecord record = state.record(wanted);
      if (record == null) {
        throw Diagnostic.error(Problem.ADDRESS_UNKNOWN, "the state does not know " + wanted)
            .detail(state.records().isEmpty() ? "It is empty: nothing was applied yet." : null)
            .hint(
                DidYouMean.hint(
                    wanted.toString(),
                    state.records().keySet().stream().map(Address::toString).toList()))
            .toException();
      }
      say(json ? StateText.json(record) : new StateText(terminal().painter()).render(record));
      return ExitCode.DONE;
    }
  }
}
