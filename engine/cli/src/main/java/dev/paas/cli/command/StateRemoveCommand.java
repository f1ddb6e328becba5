package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.platform.Platform;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.Intent;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.upkeep.Removal;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas state rm}. */
@Command(
    addMethodSubcommands = false,
    name = "state rm",
    description = {
      "Forget resources. What was made stays as it is.",
      "An address without an instance is about all of them, that of a module about",
      "all that is in it."
    },
    footer = {
      "  paas state rm volumes.data",
      "  paas state rm 'services.api[\"eu\"]' modules.cache --dry-run",
      "  paas state rm volumes.data --auto-approve --json"
    })
public final class StateRemoveCommand extends StateChangingCommand {
  @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "What to forget.")
  private List<String> wanted = new ArrayList<>();

  public StateRemoveCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    List<Address> addresses = addresses(wanted, "");
    checkAsks("Look at what would be done with --dry-run");
    try (Engine engine = engine(CallListener.NONE)) {
      Removal removal = Removal.of(engine.state().load(), addresses);
      if (!json()) {
        tell(removal, engine.platform());
      }
      if (dryRun()) {
        if (json()) {
          sayJson(value(removal));
        } else {
          say("Nothing was changed.");
        }
        return ExitCode.DONE;
      }
      if (!approves("Forget " + count(removal.addresses().size(), "resource") + "?")) {
        return ExitCode.ERROR;
      }
      removal.carryOut(
          engine.state(),
          session().holder(),
          patience(),
          engine.draft(session().occasion("state rm", 0)));
      if (json()) {
        sayJson(value(removal));
      } else {
        say("Forgotten: " + count(removal.addresses().size(), "resource") + ".");
      }
      return ExitCode.DONE;
    }
  }

  private void tell(Removal removal, Platform platform) {
    say("To be forgotten, and left as it is:");
    removal.records().forEach(record -> say("  " + described(record)));
    removal.deposed().forEach(old -> say("  " + described(old) + ", which was replaced"));
    for (Intent intent : removal.intents()) {
      say("  " + intent.address() + ", at which an apply was interrupted: look what came of it");
    }
    removal
        .dependents()
        .forEach(
            (address, used) ->
                used.forEach(each -> say("  " + address + " stays, and refers to " + each)));
    for (Address address : removal.addresses()) {
      if (platform.resource(address) != null) {
        say("  " + address + " is in the file still: the next apply would make it anew");
      }
    }
  }

  private static String described(ResourceRecord record) {
    String id = record.id().isEmpty() ? "" : " " + record.id();
    String note = record.flags().protect() ? ", which is protected" : "";
    return record.address() + " (" + record.type() + id + ")" + note;
  }

  private Value value(Removal removal) {
    List<Value> forgotten = new ArrayList<>();
    removal.records().forEach(record -> forgotten.add(value(record, false)));
    removal.deposed().forEach(old -> forgotten.add(value(old, true)));
    return MapValue.builder()
        .put("dryRun", dryRun())
        .put("forgotten", Value.list(forgotten))
        .put(
            "interrupted",
            Value.strings(
                removal.intents().stream().map(intent -> intent.address().toString()).toList()))
        .put(
            "dependents",
            Value.strings(removal.dependents().keySet().stream().map(Address::toString).toList()))
        .build();
  }

  private static Value value(ResourceRecord record, boolean deposed) {
    return MapValue.builder()
        .put("address", record.address().toString())
        .put("type", record.type())
        .put("provider", record.provider())
        .put("id", record.id())
        .put("replaced", deposed)
        .build();
  }
}
