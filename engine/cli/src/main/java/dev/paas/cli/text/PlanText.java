package dev.paas.cli.text;

import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Reason;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a plan looks. */
public final class PlanText {
  private final Painter painter;

  public PlanText(Painter painter) {
    this.painter = painter;
  }

  /** The whole plan. */
  public String render(Plan plan) {
    StringBuilder text = new StringBuilder();
    drift(plan.drift(), text);
    for (Change change : plan.changes()) {
      change(change, text);
      text.append('\n');
    }
    outputs(plan.outputs(), text);
    text.append(summary(plan)).append('\n');
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
        text.append("      ").append(difference(change)).append('\n');
      }
    }
    text.append('\n');
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
        text.append("      ").append(difference(change, difference)).append('\n');
      }
    }
    for (String note : change.notes()) {
      text.append("      ").append(painter.paint("note: " + note, Style.YELLOW)).append('\n');
    }
  }

  private String headline(Change change) {
    String verb = verb(change);
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
      case RECORD -> "record";
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
      case RECORD -> painter.paint("=", Style.BLUE);
      case NONE -> " ";
    };
  }

  private String difference(Change change, AttributeChange difference) {
    return change.action() == Action.CREATE
        ? painter.paint("+ ", Style.GREEN)
            + difference.path()
            + ": "
            + shown(difference.after(), difference)
        : difference(difference);
  }

  private String difference(AttributeChange difference) {
    Value before = difference.before();
    Value after = difference.after();
    StringBuilder line = new StringBuilder();
    if (before == null) {
      line.append(painter.paint("+ ", Style.GREEN)).append(difference.path()).append(": ");
      line.append(shown(after, difference));
    } else if (after == null) {
      line.append(painter.paint("- ", Style.RED)).append(difference.path()).append(": ");
      line.append(shown(before, difference));
    } else {
      line.append(painter.paint("~ ", Style.YELLOW)).append(difference.path()).append(": ");
      line.append(shown(before, difference))
          .append(painter.paint(" → ", Style.FAINT))
          .append(shown(after, difference));
    }
    if (difference.forcesReplacement()) {
      line.append(painter.paint("  # forces replacement", Style.RED));
    } else if (difference.cause() == AttributeChange.Cause.DRIFT) {
      line.append(painter.paint("  # changed outside of paas", Style.YELLOW));
    }
    return line.toString();
  }

  private String shown(@Nullable Value value, AttributeChange difference) {
    if (difference.writeOnly() && value != null && !value.isUnknown()) {
      return painter.paint("(not shown)", Style.FAINT);
    }
    return ValueText.shortened(value);
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

  /** One line that says what the plan comes to. */
  public String summary(Plan plan) {
    Map<Action, Integer> counts = plan.counts();
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
    add(parts, counts, Action.ADOPT, "to adopt", Style.CYAN);
    add(parts, counts, Action.FORGET, "to forget", Style.BLUE);
    add(parts, counts, Action.RECORD, "to record", Style.BLUE);
    long outputs = plan.outputs().stream().filter(OutputChange::changes).count();
    if (parts.isEmpty()) {
      parts.add(outputs + (outputs == 1 ? " output changes" : " outputs change"));
    }
    parts.add(plan.unchanged() + " unchanged");
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
