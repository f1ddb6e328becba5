package dev.paas.core.scenario;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Reason;
import dev.paas.core.plan.Step;
import dev.paas.provider.tck.fake.FakeCall;
import dev.paas.provider.tck.fake.FakeWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened and what is planned, as short texts. The section {@code resources} is left out. */
final class Told {
  private Told() {}

  /** {@code C a, U b, D c}: the calls that changed something, in the order of their beginnings. */
  static String changes(FakeWorld world) {
    List<String> told = new ArrayList<>();
    for (FakeCall call : world.calls()) {
      switch (call.operation()) {
        case CREATE -> told.add("C " + shortened(call.address()));
        case UPDATE -> told.add("U " + shortened(call.address()));
        case DELETE -> told.add("D " + shortened(call.address()));
        case OPEN, PLAN, PREFLIGHT, READ, READ_ALL, FIND, IMPORT, LOOKUP -> {}
      }
    }
    return String.join(", ", told);
  }

  static String shortened(String address) {
    return address.startsWith("resources.") ? address.substring("resources.".length()) : address;
  }

  /** Steps in the same form, gates left out. */
  static String steps(List<Step> steps) {
    List<String> told = new ArrayList<>();
    for (Step step : steps) {
      String what =
          switch (step.kind()) {
            case CREATE -> "C ";
            case UPDATE -> "U ";
            case DELETE -> "D ";
            case DELETE_DEPOSED -> "Dd ";
            case FORGET -> "F ";
            case READ -> "L ";
            case CHECK -> "? ";
            case GATE -> "";
          };
      if (!what.isEmpty()) {
        told.add(what + shortened(step.address().toString()));
      }
    }
    return String.join(", ", told);
  }

  /** A plan: a line for each drift, change, output, and difference that is not the provider's. */
  static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (Drift drift : plan.drift()) {
      text.append("! ").append(shortened(drift.address().toString()));
      text.append(drift.gone() ? " is gone\n" : "\n");
      drift.differences().forEach(difference -> tell(difference, text));
    }
    for (Change change : plan.changes()) {
      tell(change, text);
    }
    for (Deferred deferred : plan.deferred()) {
      text.append("deferred ").append(shortened(deferred.address().toString())).append(": ");
      text.append(
          deferred.atMost().isPresent()
              ? "at most " + deferred.atMost().getAsLong()
              : "any number");
      text.append(", ").append(deferred.text()).append('\n');
      StringBuilder changes = new StringBuilder();
      deferred.changes().forEach(change -> tell(change, changes));
      text.append(changes.toString().indent(2));
    }
    for (OutputChange output : plan.outputs()) {
      if (output.changes()) {
        text.append("output ").append(output.name()).append(": ");
        text.append(output.before()).append(" -> ").append(output.after()).append('\n');
      }
    }
    return text.toString();
  }

  private static void tell(Change change, StringBuilder text) {
    String action = change.action().name().toLowerCase(Locale.ROOT);
    text.append(change.createFirst() ? action + " create-first" : action)
        .append(' ')
        .append(shortened(change.address().toString()))
        .append(from(change.movedFrom()))
        .append(": ")
        .append(change.reasons().stream().map(Reason::text).collect(Collectors.joining("; ")))
        .append('\n');
    change.differences().forEach(difference -> tell(difference, text));
    change.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
  }

  private static String from(@Nullable Address address) {
    return address == null ? "" : " from " + shortened(address.toString());
  }

  private static void tell(AttributeChange change, StringBuilder text) {
    boolean wanted =
        switch (change.cause()) {
          case CONFIGURATION, DRIFT -> true;
          case COMPUTED, DEFAULT -> false;
        };
    if (wanted) {
      text.append("  ").append(change.path()).append(": ");
      text.append(shown(change.before())).append(" -> ").append(shown(change.after()));
      text.append(change.cause() == AttributeChange.Cause.DRIFT ? " (drift)\n" : "\n");
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  /** All that diagnostics say, with where. */
  static String of(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      text.append(diagnostic.problem().id()).append(": ").append(diagnostic.summary());
      add(" | ", diagnostic.detail(), text);
      add(" | ", diagnostic.hint(), text);
      diagnostic.output().forEach(line -> add(" > ", line, text));
      add(" @ ", diagnostic.span(), text);
      diagnostic.related().forEach(more -> add(" & ", more.note() + " @ " + more.span(), text));
      text.append('\n');
    }
    return text.toString();
  }

  private static void add(String mark, @Nullable Object part, StringBuilder text) {
    if (part != null) {
      text.append(mark).append(part);
    }
  }
}
