package dev.paas.cli.text;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Conditions;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PolicyOutcome;
import dev.paas.core.plan.Reason;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a plan looks. */
public final class PlanText {
  private static final String INDENT = "      ";

  private final Painter painter;

  public PlanText(Painter painter) {
    this.painter = painter;
  }

  /** The whole plan. */
  public String render(Plan plan) {
    StringBuilder text = new StringBuilder();
    drift(plan.drift(), text);
    text.append(plan.drift().isEmpty() ? "" : "\n");
    for (Change change : plan.changes()) {
      change(change, text);
      text.append('\n');
    }
    deferred(plan.deferred(), text);
    outputs(plan.outputs(), text);
    checks(plan.checks(), text);
    policies(plan.policies(), text);
    text.append(summary(plan)).append('\n');
    if (!plan.deferred().isEmpty()) {
      text.append(painter.paint(deferredNote(plan.deferred()), Style.FAINT)).append('\n');
    }
    return text.toString();
  }

  /** What a refresh found. */
  public String renderDrift(Plan plan) {
    StringBuilder text = new StringBuilder();
    drift(plan.drift(), text);
    if (plan.drift().isEmpty()) {
      text.append("Everything is as the state has it.\n");
    }
    return text.toString();
  }

  private void drift(List<Drift> drift, StringBuilder text) {
    if (drift.isEmpty()) {
      return;
    }
    text.append(painter.paint("Changed outside of paas:", Style.BOLD)).append('\n');
    for (Drift one : drift) {
      text.append("  ").append(painter.paint("! ", Style.YELLOW)).append(one.address());
      text.append(one.gone() ? " is gone\n" : "\n");
      for (AttributeChange change : one.differences()) {
        // The heading says already where it comes from.
        difference(change.withCause(AttributeChange.Cause.CONFIGURATION), text);
      }
    }
  }

  private void change(Change change, StringBuilder text) {
    text.append("  ")
        .append(symbol(change))
        .append(' ')
        .append(painter.paint(change.address().toString(), Style.BOLD))
        .append("  ")
        .append(painter.paint(headline(change), Style.FAINT))
        .append('\n');
    for (Reason reason :
        change.reasons().subList(Math.min(1, change.reasons().size()), change.reasons().size())) {
      text.append("      ").append(painter.paint(reason.text(), Style.FAINT)).append('\n');
    }
    for (AttributeChange difference : change.differences()) {
      if (difference.cause() != AttributeChange.Cause.DEFAULT) {
        difference(difference, text);
      }
    }
    for (String note : change.notes()) {
      text.append("      ").append(painter.paint("note: " + note, Style.YELLOW)).append('\n');
    }
  }

  private String headline(Change change) {
    String verb = verb(change);
    if (change.imported() != null) {
      String id = ValueText.escaped(change.imported());
      verb = change.action() == Action.IMPORT ? verb + " " + id : "import " + id + ", then " + verb;
    }
    if (change.movedFrom() != null) {
      verb +=
          change.action() == Action.MOVE
              ? " from " + change.movedFrom()
              : ", moved from " + change.movedFrom();
    }
    return change.reasons().isEmpty() ? verb : verb + ": " + change.reasons().get(0).text();
  }

  private static String verb(Change change) {
    return switch (change.action()) {
      case CREATE -> "create";
      case UPDATE -> "update";
      case REPLACE -> change.createFirst() ? "replace, new before old" : "replace";
      case DELETE -> "delete";
      case FORGET -> "forget, it stays";
      case ADOPT -> "adopt";
      case IMPORT -> "import";
      case MOVE -> "move";
      case RECORD -> "record";
      case READ -> "read during the apply";
      case NONE -> "unchanged";
    };
  }

  private String symbol(Change change) {
    return switch (change.action()) {
      case CREATE -> painter.paint("+", Style.GREEN);
      case UPDATE -> painter.paint("~", Style.YELLOW);
      case REPLACE ->
          change.createFirst()
              ? painter.paint("+", Style.GREEN) + "/" + painter.paint("-", Style.RED)
              : painter.paint("-", Style.RED) + "/" + painter.paint("+", Style.GREEN);
      case DELETE -> painter.paint("-", Style.RED);
      case FORGET -> painter.paint("×", Style.BLUE);
      case ADOPT -> painter.paint("&", Style.CYAN);
      case IMPORT -> painter.paint("←", Style.CYAN);
      case MOVE -> painter.paint("→", Style.CYAN);
      case RECORD -> painter.paint("=", Style.BLUE);
      case READ -> painter.paint("?", Style.CYAN);
      case NONE -> " ";
    };
  }

  private void difference(AttributeChange change, StringBuilder text) {
    Value before = change.before();
    Value after = change.after();
    String remark = remark(change);
    if (before == null) {
      lines(painter.paint("+ ", Style.GREEN), change, shown(after, change), remark, text);
    } else if (after == null) {
      lines(painter.paint("- ", Style.RED), change, shown(before, change), remark, text);
    } else if (isText(before, change) && isText(after, change)) {
      text(change, ((StringValue) before).text(), ((StringValue) after).text(), remark, text);
    } else {
      List<String> from = shown(before, change);
      List<String> to = shown(after, change);
      if (from.size() == 1 && to.size() == 1) {
        String arrow = painter.paint(" → ", Style.FAINT);
        List<String> both = List.of(from.get(0) + arrow + to.get(0));
        lines(painter.paint("~ ", Style.YELLOW), change, both, remark, text);
      } else {
        lines(painter.paint("- ", Style.RED), change, from, remark, text);
        lines(painter.paint("+ ", Style.GREEN), change, to, "", text);
      }
    }
  }

  private static boolean isText(Value value, AttributeChange change) {
    return !change.writeOnly()
        && value instanceof StringValue string
        && ValueText.isSeveralLines(string.text());
  }

  private static void lines(
      String symbol,
      AttributeChange change,
      List<String> lines,
      String remark,
      StringBuilder text) {
    String first = (change.path() + ": " + lines.get(0)).stripTrailing();
    text.append(INDENT).append(symbol).append(first).append(remark).append('\n');
    for (String line : lines.subList(1, lines.size())) {
      text.append(INDENT).append("  ").append(line).append('\n');
    }
  }

  private void text(
      AttributeChange change, String before, String after, String remark, StringBuilder text) {
    lines(painter.paint("~ ", Style.YELLOW), change, List.of(""), remark, text);
    for (LineDiff.Line line : LineDiff.of(before, after)) {
      String shown = ValueText.escaped(line.text());
      text.append(INDENT)
          .append("    ")
          .append(
              switch (line.kind()) {
                case SAME -> "  " + shown;
                case ADDED -> painter.paint("+ " + shown, Style.GREEN);
                case REMOVED -> painter.paint("- " + shown, Style.RED);
                case SKIPPED -> painter.paint("  … " + shown, Style.FAINT);
              })
          .append('\n');
    }
  }

  private String remark(AttributeChange change) {
    if (change.forcesReplacement()) {
      return painter.paint("  # forces replacement", Style.RED);
    }
    return change.cause() == AttributeChange.Cause.DRIFT
        ? painter.paint("  # changed outside of paas", Style.YELLOW)
        : "";
  }

  private List<String> shown(@Nullable Value value, AttributeChange difference) {
    if (difference.writeOnly() && value != null && !value.isUnknown()) {
      return List.of(painter.paint("(not shown)", Style.FAINT));
    }
    return ValueText.lines(value);
  }

  private void deferred(List<Deferred> deferred, StringBuilder text) {
    if (deferred.isEmpty()) {
      return;
    }
    text.append(painter.paint("Deferred until this is done:", Style.BOLD)).append('\n');
    for (Deferred one : deferred) {
      String number =
          one.atMost().isPresent() ? "at most " + one.atMost().getAsLong() : "not known how many";
      String at = one.at().isEmpty() ? "" : " (" + one.at() + ")";
      text.append("  ")
          .append(painter.paint("?", Style.CYAN))
          .append(' ')
          .append(painter.paint(one.address().toString(), Style.BOLD))
          .append("  ")
          .append(painter.paint(number + ": " + one.text() + at, Style.FAINT))
          .append('\n');
      StringBuilder changes = new StringBuilder();
      one.changes().forEach(change -> change(change, changes));
      changes.toString().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    text.append('\n');
  }

  private static String deferredNote(List<Deferred> deferred) {
    Set<String> targets = new LinkedHashSet<>();
    deferred.forEach(one -> targets.add(one.target()));
    targets.remove("");
    String note =
        "What is deferred is planned when the rest is done, and carried out without asking as long "
            + "as it stays within this.";
    return targets.isEmpty()
        ? note
        : note + "\nTo make only what it waits for: --target " + String.join(" --target ", targets);
  }

  private void outputs(List<OutputChange> outputs, StringBuilder text) {
    List<OutputChange> changing = new ArrayList<>();
    for (OutputChange output : outputs) {
      if (output.changes()) {
        changing.add(output);
      }
    }
    if (changing.isEmpty()) {
      return;
    }
    text.append(painter.paint("Outputs:", Style.BOLD)).append('\n');
    for (OutputChange output : changing) {
      boolean gone = output.after() == null;
      boolean isNew = output.before() == null;
      text.append("  ")
          .append(
              isNew
                  ? painter.paint("+", Style.GREEN)
                  : gone ? painter.paint("-", Style.RED) : painter.paint("~", Style.YELLOW))
          .append(' ')
          .append(output.name())
          .append(": ");
      if (!isNew) {
        text.append(ValueText.shortened(output.before()));
      }
      text.append(isNew || gone ? "" : " → ");
      text.append(gone ? "" : ValueText.shortened(output.after())).append('\n');
    }
    text.append('\n');
  }

  /** Checks of the platform that do not hold, and those of which that is not known yet. */
  private void checks(List<CheckOutcome> checks, StringBuilder text) {
    StringBuilder lines = new StringBuilder();
    for (CheckOutcome check : checks) {
      Diagnostic problem = check.problem();
      if (problem != null) {
        Style style = check.warns() ? Style.YELLOW : Style.RED;
        lines.append("  ").append(painter.paint(check.warns() ? "! " : "✗ ", style));
        lines.append(problem.summary()).append('\n');
        String detail = problem.detail();
        if (detail != null) {
          lines.append("      ").append(painter.paint(detail, Style.FAINT)).append('\n');
        }
      } else if (check.outcome() == Conditions.Outcome.UNKNOWN) {
        lines.append("  ").append(painter.paint("? ", Style.CYAN)).append(check.name());
        lines.append(": known after apply\n");
      }
    }
    if (!lines.isEmpty()) {
      text.append(painter.paint("Checks:", Style.BOLD)).append('\n').append(lines).append('\n');
    }
  }

  /** What violates policies, and those of which it is not known yet. */
  private void policies(List<PolicyOutcome> policies, StringBuilder text) {
    StringBuilder lines = new StringBuilder();
    for (PolicyOutcome policy : policies) {
      Style style = policy.warns() ? Style.YELLOW : Style.RED;
      for (PolicyOutcome.Violation violation : policy.violations()) {
        lines.append("  ").append(painter.paint(policy.warns() ? "! " : "✗ ", style));
        lines.append(violation.problem().summary()).append('\n');
      }
      if (!policy.open().isEmpty()) {
        lines.append("  ").append(painter.paint("? ", Style.CYAN)).append(policy.name());
        lines.append(": known in the apply, of ").append(resources(policy.open())).append('\n');
      }
    }
    if (!lines.isEmpty()) {
      text.append(painter.paint("Policies:", Style.BOLD)).append('\n').append(lines).append('\n');
    }
  }

  private static String resources(List<Address> addresses) {
    return addresses.size() == 1
        ? addresses.get(0).toString()
        : addresses.get(0) + " and " + (addresses.size() - 1) + " more";
  }

  /** One line that says what the plan comes to. */
  public String summary(Plan plan) {
    Map<Action, Integer> counts = plan.counts();
    if (plan.isEmpty() && plan.unchanged() == 0 && !plan.drift().isEmpty()) {
      return "The state is brought up to date with this, nothing else is changed.";
    }
    if (plan.isEmpty()) {
      return plan.destroy()
          ? "Nothing to destroy: there is nothing of this platform."
          : painter.paint("No changes.", Style.GREEN, Style.BOLD)
              + " "
              + resources(plan.unchanged())
              + " as described.";
    }
    List<String> parts = new ArrayList<>();
    add(parts, counts, Action.CREATE, "to create", Style.GREEN);
    add(parts, counts, Action.UPDATE, "to update", Style.YELLOW);
    add(parts, counts, Action.REPLACE, "to replace", Style.RED);
    add(parts, counts, Action.DELETE, "to delete", Style.RED);
    add(parts, counts, Action.IMPORT, "to import", Style.CYAN);
    add(parts, counts, Action.MOVE, "to move", Style.CYAN);
    add(parts, counts, Action.ADOPT, "to adopt", Style.CYAN);
    add(parts, counts, Action.FORGET, "to forget", Style.BLUE);
    add(parts, counts, Action.RECORD, "to record", Style.BLUE);
    add(parts, counts, Action.READ, "to read", Style.CYAN);
    long outputs = plan.outputs().stream().filter(OutputChange::changes).count();
    if (parts.isEmpty()) {
      parts.add(outputs + (outputs == 1 ? " output changes" : " outputs change"));
    }
    parts.add(plan.unchanged() + " unchanged");
    if (!plan.deferred().isEmpty()) {
      parts.add(painter.paint(plan.deferred().size() + " deferred", Style.CYAN));
    }
    return painter.paint("Plan:", Style.BOLD) + " " + String.join(", ", parts) + ".";
  }

  private void add(
      List<String> parts, Map<Action, Integer> counts, Action action, String what, Style style) {
    Integer count = counts.get(action);
    if (count != null) {
      parts.add(painter.paint(count + " " + what, style));
    }
  }

  private static String resources(int count) {
    return count == 1 ? "1 resource is" : String.format(Locale.ROOT, "%d resources are", count);
  }
}
