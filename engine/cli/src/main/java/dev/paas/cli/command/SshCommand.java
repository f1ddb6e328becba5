package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas ssh}. */
@Command(
    addMethodSubcommands = false,
    name = "ssh",
    description =
        "Open a shell on a VM, or run a command there, with this system's ssh; ends with its exit code.",
    footer = {"  paas ssh web", "  paas ssh 'worker[0]' -- uptime"})
public final class SshCommand extends PlatformCommand {
  private static final String SECTION = "vms";

  @Parameters(
      index = "0",
      paramLabel = "VM",
      description = "The VM, or the address of anything else that can be logged in on.")
  private String machine = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "What to run, after --; a shell when left out.")
  private List<String> command = new ArrayList<>();

  @Option(
      names = {"-l", "--user"},
      paramLabel = "NAME",
      description = "Who logs in; when left out who login.user says.",
      order = 10)
  private String user = "";

  public SshCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() throws InterruptedException {
    Shell shell;
    try (Engine engine = engine(CallListener.NONE)) {
      shell = Shell.of(record(engine.state().load()));
    }
    terminal().out().flush();
    terminal().err().flush();
    return new SshClient(session().environment()).run(shell.withUser(user), command);
  }

  private ResourceRecord record(PlatformState state) {
    Address address = addresses(List.of(named(machine)), "").get(0);
    ResourceRecord record = state.record(address);
    if (record != null) {
      return record;
    }
    throw unknown(address, state);
  }

  private DiagnosticException unknown(Address address, PlatformState state) {
    List<String> names = new ArrayList<>();
    List<String> instances = new ArrayList<>();
    for (ResourceRecord known : state.records().values()) {
      if (Shell.isOn(known)) {
        names.add(name(known.address()));
        if (address.covers(known.address())) {
          instances.add(name(known.address()));
        }
      }
    }
    if (!instances.isEmpty()) {
      return Diagnostic.error(Problem.ADDRESS_UNKNOWN, machine + " is not one VM")
          .hint("Name one of " + String.join(", ", instances) + ".")
          .toException();
    }
    return Diagnostic.error(Problem.ADDRESS_UNKNOWN, "no VM " + machine + " was applied")
        .hint(names.isEmpty() ? "paas apply makes the VMs." : DidYouMean.hint(machine, names))
        .toException();
  }

  /** An address as it stands; {@code worker["a.b"]} is the name of a VM. */
  private static String named(String text) {
    int bracket = text.indexOf('[');
    String name = bracket < 0 ? text : text.substring(0, bracket);
    return name.contains(".") ? text : SECTION + "." + text;
  }

  private static String name(Address address) {
    String text = address.toString();
    boolean isVm = address.section().equals(SECTION) && address.module().isRoot();
    return isVm ? text.substring(SECTION.length() + 1) : text;
  }
}
