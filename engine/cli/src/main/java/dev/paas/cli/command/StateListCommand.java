package dev.paas.cli.command;

import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas state list}. */
@Command(
    addMethodSubcommands = false,
    name = "state list",
    description = "List the resources that the state knows.",
    footer = {"  paas state list", "  paas state list --json"})
public final class StateListCommand extends PlatformCommand {
  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  public StateListCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      PlatformState state = engine.state().load();
      if (json) {
        List<Value> rows = new ArrayList<>();
        for (ResourceRecord record : state.records().values()) {
          rows.add(
              MapValue.builder()
                  .put("address", record.address().toString())
                  .put("type", record.type())
                  .put("provider", record.provider())
                  .put("id", record.id())
                  .put("revision", record.revision())
                  .build());
        }
        say(JsonValues.toJson(Value.list(rows), JsonValues.NONE));
      } else {
        state.records().keySet().forEach(address -> say(address.toString()));
        state.deposed().forEach(old -> say(old.address() + " (replaced, still to be deleted)"));
        state
            .intents()
            .values()
            .forEach(intent -> say(intent.address() + " (an apply was interrupted at it)"));
      }
      return ExitCode.DONE;
    }
  }
}
