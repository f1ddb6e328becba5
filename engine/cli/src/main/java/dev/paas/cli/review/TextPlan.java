package dev.paas.cli.review;

import dev.paas.cli.review.AttributeView.Line;
import dev.paas.cli.text.Painter;
import dev.paas.cli.text.Style;
import dev.paas.cli.text.ValueText;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.git.WorkTree;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Conditions;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.PolicyOutcome;
import dev.paas.core.plan.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A plan on a terminal. */
public final class TextPlan implements PlanRenderer {
  private static final int INDENT = 6;
  private static final int MOST_LINES = 40;
  private static final int MOST_LISTED = 10;
  private static final int LONGEST_NAME = 30;
  private static final int LEAST_ROOM = 30;

  private final Painter painter;
  private final int width;

  /**
   * @param width how many characters a line has
   */
  public TextPlan(Painter painter, int width) {
    this.painter = painter;
    this.width = width;
  }

  @Override
  public void render(PlanReview review, Consumer<String> out) {
    if (!review.plan().drift().isEmpty()) {
      drift(review.plan().drift(), out);
      out.accept(review.onlyDrift() ? "" : "\n");
    }
    String nothing = Wording.nothing(review);
    if (!review.onlyDrift()) {
      groups(review, out);
      deferred(review.plan().deferred(), out);
      outputs(review.outputs(), out);
      checks(review.plan().checks(), out);
      policies(review.plan().policies(), out);
    }
    if (!nothing.isEmpty()) {
      out.accept(highlighted(nothing) + "\n");
    } else if (!review.onlyDrift()) {
      summary(review, out);
    }
    WorkTree workTree = review.workTree();
    if (workTree != null) {
      String sentence = Wording.workTree(workTree, ValueText::escaped);
      for (String line : Wrapped.lines(sentence, width)) {
        out.accept(painter.paint(line, Style.FAINT) + "\n");
      }
    }
  }

  private String highlighted(String nothing) {
    String good = "No changes.";
    return nothing.startsWith(good)
        ? painter.paint(good, Style.GREEN, Style.BOLD) + nothing.substring(good.length())
        : nothing;
  }

  private void drift(List<Drift> drift, Consumer<String> out) {
    out.accept(painter.paint("Changed outside of paas:", Style.BOLD) + "\n");
    for (Drift one : drift) {
      StringBuilder text = new StringBuilder();
      text.append("  ").append(painter.paint("! ", Style.YELLOW)).append(one.address());
      text.append(one.gone() ? " is gone\n" : "\n");
      List<AttributeView> views = new ArrayList<>();
      for (AttributeChange change : one.differences()) {
        // The heading says already where it comes from.
        views.add(views(0).of(change.withCause(AttributeChange.Cause.CONFIGURATION)));
      }
      attributes(views, "", text);
      out.accept(text.toString());
    }
  }

  private void groups(PlanReview review, Consumer<String> out) {
    List<PlanReview.Group> groups = review.groups();
    for (PlanReview.Group group : groups) {
      if (groups.size() > 1) {
        String verb = group.action().name().toLowerCase(Locale.ROOT);
        out.accept(painter.paint("To " + verb + ":", Style.BOLD) + "\n");
      }
      for (Change change : group.changes()) {
        StringBuilder text = new StringBuilder();
        change(change, "", text);
        out.accept(text.append('\n').toString());
      }
    }
  }

  private void change(Change change, String margin, StringBuilder text) {
    String symbol = Wording.symbol(change);
    String address = ValueText.escaped(change.address().toString());
    String action = Wording.action(change);
    List<String> reasons = change.reasons().stream().map(Reason::text).toList();
    String first = reasons.isEmpty() ? action : action + ": " + reasons.get(0);
    int used = margin.length() + 2 + symbol.length() + 1 + Cut.length(address) + 2;
    boolean fits = used + Cut.length(first) <= width;
    text.append(margin)
        .append("  ")
        .append(painted(symbol, change.action()))
        .append(' ')
        .append(painter.paint(address, Style.BOLD))
        .append("  ")
        .append(painter.paint(fits ? first : action, Style.FAINT))
        .append('\n');
    int told = fits ? Math.min(1, reasons.size()) : 0;
    for (String reason : reasons.subList(told, reasons.size())) {
      sentence(reason, margin, Style.FAINT, text);
    }
    attributes(views(margin.length()).of(change), margin, text);
    int unchanged = AttributeViews.unchanged(change);
    if (unchanged > 0) {
      String folded = "… " + unchanged + (unchanged == 1 ? " attribute" : " attributes");
      sentence(folded + " unchanged", margin, Style.FAINT, text);
    }
    change.notes().forEach(note -> sentence("note: " + note, margin, Style.YELLOW, text));
  }

  private AttributeViews views(int margin) {
    // A value has a mark and its name before it, or a line of its own, further to the right.
    int left = width - INDENT - margin;
    return new AttributeViews(
        Math.max(LEAST_ROOM, left - 14), Math.max(LEAST_ROOM, left - 6), MOST_LINES);
  }

  private void sentence(String sentence, String margin, Style style, StringBuilder text) {
    String lead = margin + " ".repeat(INDENT);
    for (String line : Wrapped.lines(ValueText.escaped(sentence), width - lead.length())) {
      text.append(lead).append(painter.paint(line, style)).append('\n');
    }
  }

  private String painted(String symbol, Action action) {
    return switch (action) {
      case CREATE -> painter.paint(symbol, Style.GREEN);
      case UPDATE -> painter.paint(symbol, Style.YELLOW);
      case DELETE, REPLACE -> painter.paint(symbol, Style.RED);
      case FORGET, RECORD -> painter.paint(symbol, Style.BLUE);
      case ADOPT, IMPORT, MOVE, READ -> painter.paint(symbol, Style.CYAN);
      case NONE -> symbol;
    };
  }

  private void attributes(List<AttributeView> views, String margin, StringBuilder text) {
    int longest = 0;
    for (AttributeView view : views) {
      int length = Cut.length(view.name());
      longest =
          view.value().isEmpty() || length > LONGEST_NAME ? longest : Math.max(longest, length);
    }
    for (AttributeView view : views) {
      attribute(view, longest, margin + " ".repeat(INDENT), text);
    }
  }

  private void attribute(AttributeView view, int longest, String lead, StringBuilder text) {
    text.append(lead)
        .append(
            switch (view.mark()) {
              case ADDED -> painter.paint("+ ", Style.GREEN);
              case REMOVED -> painter.paint("- ", Style.RED);
              case CHANGED -> painter.paint("~ ", Style.YELLOW);
            })
        .append(view.name())
        .append(':');
    int padding = Math.max(0, longest - Cut.length(view.name()));
    int used = lead.length() + 4 + Cut.length(view.name()) + padding;
    int remark = view.remark() == AttributeView.Remark.NONE ? 0 : 4 + view.remark().text().length();
    boolean below = used + Cut.length(view.value()) + remark > width;
    if (!view.value().isEmpty() && !below) {
      text.append(" ".repeat(1 + padding)).append(view.value());
    }
    if (remark > 0) {
      boolean drift = view.remark() == AttributeView.Remark.DRIFT;
      String said = "  # " + view.remark().text();
      text.append(painter.paint(said, drift ? Style.YELLOW : Style.RED));
    }
    text.append('\n');
    if (!view.value().isEmpty() && below) {
      text.append(lead).append("    ").append(view.value()).append('\n');
    }
    for (Line line : view.block()) {
      text.append(lead).append("    ").append(line(line)).append('\n');
    }
  }

  private String line(Line line) {
    return switch (line.kind()) {
      case SAME -> "  " + line.text();
      case ADDED -> painter.paint("+ " + line.text(), Style.GREEN);
      case REMOVED -> painter.paint("- " + line.text(), Style.RED);
      case SKIPPED -> painter.paint("  … " + line.text(), Style.FAINT);
    };
  }

  private void deferred(List<Deferred> deferred, Consumer<String> out) {
    if (deferred.isEmpty()) {
      return;
    }
    out.accept(painter.paint("Deferred until this is done:", Style.BOLD) + "\n");
    for (Deferred one : deferred) {
      StringBuilder text = new StringBuilder();
      String address = ValueText.escaped(one.address().toString());
      String why = Wording.deferred(one);
      boolean fits = 6 + Cut.length(address) + Cut.length(why) <= width;
      text.append("  ")
          .append(painter.paint("?", Style.CYAN))
          .append(' ')
          .append(painter.paint(address, Style.BOLD))
          .append(fits ? "  " + painter.paint(why, Style.FAINT) : "")
          .append('\n');
      if (!fits) {
        sentence(why, "", Style.FAINT, text);
      }
      one.changes().forEach(change -> change(change, "  ", text));
      out.accept(text.toString());
    }
    out.accept("\n");
  }

  private void outputs(List<OutputChange> outputs, Consumer<String> out) {
    if (outputs.isEmpty()) {
      return;
    }
    out.accept(painter.paint("Outputs:", Style.BOLD) + "\n");
    int longest = 0;
    for (OutputChange output : outputs) {
      longest = Math.max(longest, Cut.length(output.name()));
    }
    for (OutputChange output : outputs) {
      StringBuilder text = new StringBuilder();
      attribute(views(0).of(output), longest, "  ", text);
      out.accept(text.toString());
    }
    out.accept("\n");
  }

  /** Checks of the platform that do not hold, and those of which that is not known yet. */
  private void checks(List<CheckOutcome> checks, Consumer<String> out) {
    StringBuilder lines = new StringBuilder();
    for (CheckOutcome check : checks) {
      Diagnostic problem = check.problem();
      if (problem != null) {
        Style style = check.warns() ? Style.YELLOW : Style.RED;
        lines.append("  ").append(painter.paint(check.warns() ? "! " : "✗ ", style));
        lines.append(ValueText.escaped(problem.summary())).append('\n');
        String detail = problem.detail();
        if (detail != null) {
          sentence(detail, "", Style.FAINT, lines);
        }
      } else if (check.outcome() == Conditions.Outcome.UNKNOWN) {
        lines.append("  ").append(painter.paint("? ", Style.CYAN)).append(check.name());
        lines.append(": known after apply\n");
      }
    }
    if (!lines.isEmpty()) {
      out.accept(painter.paint("Checks:", Style.BOLD) + "\n" + lines + "\n");
    }
  }

  /** What violates policies, and those of which it is not known yet. */
  private void policies(List<PolicyOutcome> policies, Consumer<String> out) {
    StringBuilder lines = new StringBuilder();
    for (PolicyOutcome policy : policies) {
      Style style = policy.warns() ? Style.YELLOW : Style.RED;
      for (PolicyOutcome.Violation violation : policy.violations()) {
        lines.append("  ").append(painter.paint(policy.warns() ? "! " : "✗ ", style));
        lines.append(ValueText.escaped(violation.problem().summary())).append('\n');
      }
      if (!policy.open().isEmpty()) {
        lines.append("  ").append(painter.paint("? ", Style.CYAN));
        lines.append(Wording.open(policy)).append('\n');
      }
    }
    if (!lines.isEmpty()) {
      out.accept(painter.paint("Policies:", Style.BOLD) + "\n" + lines + "\n");
    }
  }

  /** What the plan comes to, and what of it may hurt. */
  private void summary(PlanReview review, Consumer<String> out) {
    List<String> parts = new ArrayList<>();
    Wording.counts(review.plan()).forEach((action, part) -> parts.add(painted(part, action)));
    int outputs = review.outputs().size();
    if (parts.isEmpty() && outputs > 0) {
      parts.add(outputs + (outputs == 1 ? " output changes" : " outputs change"));
    }
    parts.add(review.plan().unchanged() + " unchanged");
    if (!review.plan().deferred().isEmpty()) {
      parts.add(painter.paint(review.plan().deferred().size() + " deferred", Style.CYAN));
    }
    out.accept(painter.paint("Plan:", Style.BOLD) + joined(parts, 5) + ".\n");
    for (Map.Entry<String, List<String>> risk : review.risk().kinds().entrySet()) {
      risk(risk.getKey(), risk.getValue(), out);
    }
    for (String note : Wording.deferredNotes(review.plan().deferred())) {
      StringBuilder text = new StringBuilder();
      for (String line : Wrapped.lines(note, width)) {
        text.append(painter.paint(line, Style.FAINT)).append('\n');
      }
      out.accept(text.toString());
    }
  }

  /** Parts that may be styled, with commas between them, on as many lines as they need. */
  private String joined(List<String> parts, int used) {
    StringBuilder text = new StringBuilder();
    int column = used;
    for (int i = 0; i < parts.size(); i++) {
      int length = Cut.length(painter.unpainted(parts.get(i))) + 2;
      boolean breaks = column + length > width;
      text.append(i == 0 ? "" : ",").append(breaks ? "\n      " : " ").append(parts.get(i));
      column = (breaks ? 5 : column) + length;
    }
    return text.toString();
  }

  private void risk(String kind, List<String> addresses, Consumer<String> out) {
    int shown = Math.min(MOST_LISTED, addresses.size());
    String list = ValueText.escaped(String.join(", ", addresses.subList(0, shown)));
    if (shown < addresses.size()) {
      list += " and " + (addresses.size() - shown) + " more";
    }
    String lead = "  " + kind + " ".repeat(12 - kind.length());
    StringBuilder text = new StringBuilder();
    for (String line : Wrapped.lines(list, width - lead.length())) {
      boolean first = text.isEmpty();
      text.append(first ? "  " + painter.paint(kind, Style.RED) : "")
          .append(" ".repeat(first ? 12 - kind.length() : lead.length()))
          .append(line)
          .append('\n');
    }
    out.accept(text.toString());
  }
}
