package dev.paas.cli.command;

import dev.paas.core.encryption.Keyring;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.Rekey;
import dev.paas.spi.value.MapValue;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code paas state rekey}. */
@Command(
    addMethodSubcommands = false,
    name = "state rekey",
    description = {
      "Encrypt everything sensitive in the state with another key.",
      "That is the key in state: { encryption: … }; those that values may still be",
      "encrypted with are named there as oldKeys. A key that is not given but was made",
      "beside the platform's file is exchanged for a new one."
    },
    footer = {
      "  paas state rekey",
      "  paas state rekey --lock-timeout 5m   # waits for an apply that is under way",
      "  paas state rekey --dry-run           # tells what has which key"
    })
public final class StateRekeyCommand extends StateChangingCommand {
  public StateRekeyCommand(Session session) {
    super(session);
  }

  /** Nothing is lost by it. */
  @Override
  public Set<String> withoutOptions() {
    return Set.of("--auto-approve");
  }

  @Override
  protected int run() throws InterruptedException {
    Duration patience = patience();
    try (Engine engine = engine(CallListener.NONE)) {
      Rekey rekey = Rekey.of(engine.state());
      report(engine.warnings());
      if (!rekey.isBegun()) {
        tellNothing();
      } else if (dryRun()) {
        tellBefore(rekey);
      } else {
        tell(rekey.carryOut(session().holder(), patience));
      }
      return ExitCode.DONE;
    }
  }

  private void tellNothing() {
    if (json()) {
      sayJson(MapValue.builder().put("values", 0).build());
    } else {
      say("Nothing was applied yet: there is nothing that has a key.");
    }
  }

  private void tellBefore(Rekey rekey) {
    if (json()) {
      MapValue.Builder keys = MapValue.builder();
      rekey.before().forEach((id, values) -> keys.put(id, (long) values));
      sayJson(MapValue.builder().put("dryRun", true).put("keys", keys.build()).build());
      return;
    }
    rekey
        .before()
        .forEach(
            (id, values) ->
                say(
                    id.equals(Keyring.IN_CLEAR)
                        ? "In clear: " + count(values, "value") + "."
                        : "With the key " + id + ": " + count(values, "value") + "."));
    say("Nothing was changed.");
  }

  private void tell(Rekey.Outcome outcome) {
    if (json()) {
      sayJson(
          MapValue.builder()
              .put("key", outcome.id())
              .put("values", (long) outcome.values())
              .build());
      return;
    }
    boolean clear = outcome.id().equals(Keyring.IN_CLEAR);
    String how = clear ? "in clear" : "with the key " + outcome.id() + " of " + outcome.origin();
    if (outcome.values() == 0) {
      say("Nothing to do: every value is stored " + how + " already.");
    } else {
      say("Stored again: " + count(outcome.values(), "value") + ", " + how + ".");
      say("All of them were read back. Old keys are not needed for this state any more.");
    }
  }
}
