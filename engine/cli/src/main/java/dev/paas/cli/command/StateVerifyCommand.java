package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.StateEntries;
import dev.paas.core.upkeep.Verification;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas state verify}. */
@Command(
    addMethodSubcommands = false,
    name = "state verify",
    description = {
      "Look through the state for what is wrong with it, and say what can be done.",
      "Values that cannot be read or decrypted, interrupted work, references to nothing,",
      "and what no installed plugin knows. Ends with 1 when there are errors."
    },
    footer = {"  paas state verify", "  paas state verify --json | jq '.findings[].summary'"})
public final class StateVerifyCommand extends PlatformCommand {
  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  public StateVerifyCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      Verification verification =
          Verification.of(
              engine.state(), engine.plugins(), used -> mayBeEmpty(used, engine.platform()));
      if (json) {
        say(JsonValues.toJson(value(verification), JsonValues.NONE));
      } else {
        report(verification.findings().stream().map(Verification.Finding::diagnostic).toList());
        say(summary(verification));
      }
      return verification.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
    }
  }

  /** What is repeated, or made on a condition, may have no instance; so may all of a module. */
  private static boolean mayBeEmpty(Address used, Platform platform) {
    ResourceDeclaration declaration = platform.resource(used);
    return declaration == null
        ? used.isModule() && platform.module(used.inside()) != null
        : declaration.isCounted() || declaration.isKeyed() || declaration.when() != null;
  }

  private static String summary(Verification verification) {
    long errors =
        verification.findings().stream().filter(each -> each.diagnostic().isError()).count();
    long warnings = verification.findings().size() - errors;
    int entries = verification.entries();
    String checked = "Checked: " + entries + (entries == 1 ? " entry" : " entries");
    return errors + warnings == 0
        ? checked + ", nothing is wrong."
        : checked
            + ", "
            + StateChangingCommand.count(errors, "error")
            + ", "
            + StateChangingCommand.count(warnings, "warning")
            + ".";
  }

  private static Value value(Verification verification) {
    List<Value> findings = new ArrayList<>();
    for (Verification.Finding finding : verification.findings()) {
      Diagnostic diagnostic = finding.diagnostic();
      Address address = StateEntries.address(finding.key());
      findings.add(
          MapValue.builder()
              .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
              .put("id", diagnostic.problem().id())
              .put("key", finding.key())
              .putIfPresent("address", address == null ? null : address.toString())
              .put("summary", diagnostic.summary())
              .putIfPresent("detail", diagnostic.detail())
              .putIfPresent("hint", diagnostic.hint())
              .build());
    }
    return MapValue.builder()
        .put("valid", !verification.hasErrors())
        .put("entries", verification.entries())
        .put("findings", Value.list(findings))
        .build();
  }
}
