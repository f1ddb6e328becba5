package dev.paas.cli.command;

import dev.paas.cli.text.Table;
import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.Closure;
import dev.paas.core.state.StateRepository;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paas state unlock}. */
@Command(
    addMethodSubcommands = false,
    name = "state unlock",
    description = {
      "Show who has leased what in the state; with LEASE or ADDRESS, end that.",
      "Whoever held it cannot write any more, and stops. A process that has died loses",
      "its leases without this: at once on one machine, within seconds in etcd."
    },
    footer = {
      "  paas state unlock",
      "  paas state unlock services.web",
      "  paas state unlock 7587-3 --auto-approve"
    })
public final class StateUnlockCommand extends StateChangingCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "LEASE|ADDRESS",
      description = "The id of a lease, or something that is leased.")
  private @Nullable String wanted;

  public StateUnlockCommand(Session session) {
    super(session);
  }

  @Override
  public Set<String> withoutOptions() {
    return Set.of("--dry-run", "--lock-timeout");
  }

  @Override
  protected int run() throws InterruptedException {
    if (wanted != null) {
      checkAsks("Look at who has leased what with paas state unlock");
    }
    try (Engine engine = engine(CallListener.NONE)) {
      StateRepository state = engine.state();
      List<LeaseInfo> leases = state.leases();
      Closure closure = left(state, leases);
      if (wanted == null) {
        list(leases, closure);
        return ExitCode.DONE;
      }
      return closure != null && closure.lease().equals(wanted)
          ? giveUp(state, closure)
          : end(state, leases, wanted);
    }
  }

  /** What has closed the state, and is not at work any more. */
  private static @Nullable Closure left(StateRepository state, List<LeaseInfo> leases) {
    Closure closure = state.closures().current();
    boolean held =
        closure != null && leases.stream().anyMatch(lease -> lease.id().equals(closure.lease()));
    return held ? null : closure;
  }

  private void list(List<LeaseInfo> leases, @Nullable Closure closure) {
    if (json()) {
      List<Value> all = new ArrayList<>();
      leases.forEach(lease -> all.add(value(lease)));
      MapValue.Builder shown = MapValue.builder().put("leases", Value.list(all));
      if (closure != null) {
        shown.put("closed", value(closure));
      }
      sayJson(shown.build());
      return;
    }
    if (leases.isEmpty()) {
      say("Nothing is leased.");
    } else {
      Table table = new Table("LEASE", "HOLDER", "SINCE", "WHAT");
      for (LeaseInfo lease : leases) {
        String since = lease.since().truncatedTo(ChronoUnit.SECONDS).toString();
        table.row(lease.id(), lease.holder(), since, names(lease));
      }
      terminal().out().print(table.render(terminal().painter()));
    }
    if (closure != null) {
      say(text(closure));
    }
  }

  private static String text(Closure closure) {
    String by = closure.holder() + " at " + closure.since();
    return closure.reason() == Closure.Reason.MOVED
        ? "The state was moved to " + closure.other() + ", by " + by + "."
        : "The state is closed: "
            + closure.reason().command()
            + " of "
            + by
            + " was cut off (lease "
            + closure.lease()
            + ").";
  }

  private static String names(LeaseInfo lease) {
    int more = lease.names().size() - 1;
    return more < 0 ? "" : lease.names().first() + (more == 0 ? "" : " and " + more + " more");
  }

  private static MapValue value(LeaseInfo lease) {
    return MapValue.builder()
        .put("lease", lease.id())
        .put("holder", lease.holder())
        .put("since", lease.since().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("names", Value.strings(lease.names()))
        .build();
  }

  private static MapValue value(Closure closure) {
    return MapValue.builder()
        .put("lease", closure.lease())
        .put("holder", closure.holder())
        .put("since", closure.since().toString())
        .put("command", closure.reason().command())
        .build();
  }

  private int giveUp(StateRepository state, Closure closure) throws InterruptedException {
    if (!approves("Give up " + closure.reason().command() + " of " + closure.holder() + "?")) {
      return ExitCode.ERROR;
    }
    state.closures().giveUp(closure);
    if (json()) {
      sayJson(MapValue.builder().put("givenUp", value(closure)).build());
    } else {
      say("The state is open.");
    }
    return ExitCode.DONE;
  }

  private int end(StateRepository state, List<LeaseInfo> leases, String what) {
    List<LeaseInfo> meant = new ArrayList<>();
    for (LeaseInfo lease : leases) {
      if (lease.id().equals(what) || lease.names().stream().anyMatch(name -> covers(what, name))) {
        meant.add(lease);
      }
    }
    if (meant.isEmpty()) {
      throw unknown(what, leases).toException();
    }
    if (!json()) {
      list(meant, null);
    }
    String one = meant.size() == 1 ? "this lease" : "these " + meant.size() + " leases";
    if (!approves("End " + one + "? Whoever holds it cannot finish.")) {
      return ExitCode.ERROR;
    }
    List<Value> ended = new ArrayList<>();
    for (LeaseInfo lease : meant) {
      if (state.breakLease(lease.id())) {
        ended.add(value(lease));
      }
    }
    if (json()) {
      sayJson(MapValue.builder().put("ended", Value.list(ended)).build());
    } else {
      say(
          ended.isEmpty()
              ? "It has ended by itself meanwhile."
              : "Ended: "
                  + count(ended.size(), "lease")
                  + ". The next apply settles what it left.");
    }
    return ExitCode.DONE;
  }

  private static boolean covers(String wanted, String name) {
    if (wanted.equals(name)) {
      return true;
    }
    try {
      return Address.parse(wanted).covers(Address.parse(name));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static Diagnostic.Builder unknown(String what, List<LeaseInfo> leases) {
    Set<String> known = new TreeSet<>();
    leases.forEach(
        lease -> {
          known.add(lease.id());
          known.addAll(lease.names());
        });
    return Diagnostic.error(Problem.ADDRESS_UNKNOWN, "nobody has leased " + what)
        .detail(leases.isEmpty() ? "Nothing is leased." : null)
        .hint(DidYouMean.hint(what, known));
  }
}
