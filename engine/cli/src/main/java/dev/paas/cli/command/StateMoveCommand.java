package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.platform.Platform;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.Move;
import dev.paas.core.upkeep.Renaming;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas state mv}. */
@Command(
    addMethodSubcommands = false,
    name = "state mv",
    description = {
      "Give what is recorded at one address another.",
      "A resource, one instance of it, or a module with all that is in it. What",
      "refers to it is recorded as referring to the new address; nothing is made or",
      "deleted. What moved: says in the file is done for everybody who uses it."
    },
    footer = {
      "  paas state mv services.web services.frontend",
      "  paas state mv 'vms.worker[0]' 'vms.worker[\"eu\"]'",
      "  paas state mv modules.cache modules.redis --dry-run"
    })
public final class StateMoveCommand extends StateChangingCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "Where it is recorded.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Where it shall be.")
  private String to = "";

  public StateMoveCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--auto-approve");
  }

  @Override
  protected int run() throws InterruptedException {
    Address source = addresses(List.of(from), "").get(0);
    Address target = addresses(List.of(to), "").get(0);
    try (Engine engine = engine(CallListener.NONE)) {
      Renaming renaming = Renaming.of(engine.state().load(), source, target);
      if (!dryRun()) {
        renaming.carryOut(
            engine.state(),
            session().holder(),
            patience(),
            engine.draft(session().occasion("state mv", 0)));
      }
      tell(renaming, engine.platform());
      return ExitCode.DONE;
    }
  }

  private void tell(Renaming renaming, Platform platform) {
    if (json()) {
      List<Value> moves = new ArrayList<>();
      for (Move move : renaming.moves()) {
        moves.add(
            MapValue.builder()
                .put("from", move.from().toString())
                .put("to", move.to().toString())
                .put("declared", platform.resource(move.to()) != null)
                .build());
      }
      sayJson(
          MapValue.builder()
              .put("dryRun", dryRun())
              .put("moved", Value.list(moves))
              .put(
                  "referring",
                  Value.strings(renaming.referring().stream().map(Address::toString).toList()))
              .build());
      return;
    }
    for (Move move : renaming.moves()) {
      say((dryRun() ? "Would move " : "Moved ") + move + ".");
    }
    renaming
        .referring()
        .forEach(address -> say("  " + address + " refers to it, and is recorded so."));
    for (Move move : renaming.moves()) {
      if (platform.resource(move.to()) == null) {
        say("  " + move.to() + " is not in the file: the next apply would delete it.");
      }
    }
  }
}
