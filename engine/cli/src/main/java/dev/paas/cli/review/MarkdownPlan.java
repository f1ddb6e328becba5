package dev.paas.cli.review;

import dev.paas.cli.picture.Mermaid;
import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.git.WorkTree;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A plan as a comment on a pull request. It is never longer than what GitHub takes, which is less
 * than what GitLab does; what does not fit is left out part by part, and that is said.
 */
public final class MarkdownPlan implements PlanRenderer {
  /** GitHub takes 65,536 characters; what says that something is left out comes on top. */
  private static final int MOST_BYTES = 64_000;

  private static final int MOST_IN_TABLE = 20_000;
  private static final int MOST_IN_GRAPH = 8_000;
  private static final int MOST_IN_LIST = 6_000;
  private static final int MOST_OF_A_CHANGE = 12_000;
  private static final int MOST_NODES = 60;
  private static final int MOST_LISTED = 10;
  private static final int LONGEST_ADDRESS = 120;
  private static final int LONGEST_REASON = 300;
  private static final AttributeViews VIEWS = new AttributeViews(100, 100, 60);

  @Override
  public void render(PlanReview review, Consumer<String> out) {
    Part comment = new Part(MOST_BYTES);
    String footer = footer(review);
    comment.left -= bytes(footer);
    comment.add(head(review));
    drift(review.plan().drift(), comment);
    if (!review.onlyDrift() && !review.plan().isEmpty()) {
      String graph = graph(review);
      comment.left -= bytes(graph);
      table(review, comment);
      list(
          "Deferred until this is done", review.plan().deferred(), MarkdownPlan::deferred, comment);
      outputs(review.outputs(), comment);
      list("Checks", told(review.plan().checks()), MarkdownPlan::check, comment);
      list("Policies", policies(review.plan().policies()), text -> text, comment);
      details(review, comment);
      comment.text.append(graph);
    }
    out.accept(comment.text.append(footer).toString());
  }

  /** A part of the comment, with how many bytes it may still have. */
  private static final class Part {
    private final StringBuilder text = new StringBuilder();
    private int left;

    Part(int most) {
      this.left = most;
    }

    /** Adds something, if all of it fits. */
    boolean add(String more) {
      int size = bytes(more);
      if (size > left) {
        return false;
      }
      left -= size;
      text.append(more);
      return true;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String head(PlanReview review) {
    Plan plan = review.plan();
    String environment = plan.platform().environment();
    String of = Markdown.code(plan.platform().name());
    of += environment.isEmpty() ? "" : " in " + Markdown.code(environment);
    StringBuilder text = new StringBuilder();
    text.append("<!-- paas ")
        .append(review.onlyDrift() ? "drift" : "plan")
        .append(": ")
        .append(Markdown.html(plan.platform().qualifiedName()))
        .append(" -->\n### ");
    if (review.onlyDrift()) {
      int count = plan.drift().size();
      String many = count == 1 ? "1 resource is" : count + " resources are";
      return text.append("Drift of ")
          .append(of)
          .append(": ")
          .append(count == 0 ? "none" : many + " not as paas left " + it(count))
          .append("\n\n")
          .toString();
    }
    List<String> counts = new ArrayList<>(Wording.counts(plan).values());
    int outputs = review.outputs().size();
    if (counts.isEmpty() && outputs > 0) {
      counts.add(outputs + (outputs == 1 ? " output changes" : " outputs change"));
    }
    if (!plan.deferred().isEmpty()) {
      counts.add(plan.deferred().size() + " deferred");
    }
    text.append(plan.destroy() ? "Plan to destroy " : "Plan for ").append(of).append(": ");
    text.append(counts.isEmpty() ? "no changes" : String.join(", ", counts)).append("\n\n");
    String nothing = Wording.nothing(review);
    text.append(nothing.isEmpty() ? "" : nothing + "\n\n");
    review.risk().kinds().forEach((kind, addresses) -> risk(kind, addresses, text));
    return text.append(review.risk().kinds().isEmpty() ? "" : "\n").toString();
  }

  private static String it(int count) {
    return count == 1 ? "it" : "them";
  }

  private static void risk(String kind, List<String> addresses, StringBuilder text) {
    int shown = Math.min(MOST_LISTED, addresses.size());
    List<String> named = new ArrayList<>();
    addresses.subList(0, shown).forEach(address -> named.add(address(address)));
    text.append("- **").append(kind).append("** ").append(String.join(", ", named));
    int more = addresses.size() - shown;
    text.append(more == 0 ? "" : " and " + more + " more").append('\n');
  }

  private static String address(String address) {
    return Markdown.code(Cut.end(address, LONGEST_ADDRESS));
  }

  private static String address(Address address) {
    return address(address.toString());
  }

  private static String reason(String text) {
    return Markdown.prose(Cut.end(text, LONGEST_REASON));
  }

  private static void drift(List<Drift> drift, Part comment) {
    if (drift.isEmpty()) {
      return;
    }
    Part part = new Part(Math.min(MOST_IN_TABLE, comment.left));
    part.add("Changed outside of paas:\n\n");
    int shown = 0;
    for (Drift one : drift) {
      StringBuilder text = new StringBuilder();
      if (one.gone()) {
        text.append("- ").append(address(one.address())).append(" is gone\n");
      } else {
        List<AttributeView> views = new ArrayList<>();
        for (AttributeChange change : one.differences()) {
          views.add(VIEWS.of(change.withCause(AttributeChange.Cause.CONFIGURATION)));
        }
        text.append("- ").append(address(one.address())).append("\n\n");
        block(views).lines().forEach(line -> text.append("  ").append(line).append('\n'));
      }
      if (!part.add(text.toString())) {
        break;
      }
      shown++;
    }
    leftOut(drift.size() - shown, "resource was changed", "resources were changed", part);
    comment.add(part.text.append('\n').toString());
  }

  private static void table(PlanReview review, Part comment) {
    if (review.plan().changes().isEmpty()) {
      return;
    }
    Part part = new Part(Math.min(MOST_IN_TABLE, comment.left));
    part.add("| | Resource | Action | Why |\n|---|---|---|---|\n");
    int shown = 0;
    for (PlanReview.Group group : review.groups()) {
      for (Change change : group.changes()) {
        List<Reason> reasons = change.reasons();
        String why = reasons.isEmpty() ? "" : reason(reasons.get(0).text());
        String row =
            String.join(
                " | ",
                "| " + Markdown.code(Wording.symbol(change)),
                address(change.address()),
                Markdown.prose(Cut.end(Wording.action(change), LONGEST_REASON)),
                why + " |\n");
        if (!part.add(row)) {
          comment.add(part.text.append('\n').toString());
          leftOut(review.plan().changes().size() - shown, "change is", "changes are", comment);
          return;
        }
        shown++;
      }
    }
    comment.add(part.text.append('\n').toString());
  }

  private static void leftOut(int count, String one, String several, Part part) {
    if (count > 0) {
      part.text.append('\n');
      part.text.append(
          "**" + count + " more " + (count == 1 ? one : several) + " not listed here.** ");
      part.text.append("A comment of a code host has no room for all; `paas show` has.\n\n");
    }
  }

  private static <T> void list(
      String title, List<T> items, Function<T, String> form, Part comment) {
    if (items.isEmpty()) {
      return;
    }
    Part part = new Part(Math.min(MOST_IN_LIST, comment.left));
    part.add("**" + title + "**\n\n");
    int shown = 0;
    while (shown < items.size() && part.add("- " + form.apply(items.get(shown)) + "\n")) {
      shown++;
    }
    int more = items.size() - shown;
    part.text.append(more == 0 ? "" : "- and " + more + " more\n").append('\n');
    comment.add(part.text.toString());
  }

  private static String deferred(Deferred one) {
    return address(one.address()) + " " + reason(Wording.deferred(one));
  }

  private static List<CheckOutcome> told(List<CheckOutcome> checks) {
    return checks.stream()
        .filter(one -> one.problem() != null || one.outcome() == Conditions.Outcome.UNKNOWN)
        .toList();
  }

  private static String check(CheckOutcome check) {
    Diagnostic problem = check.problem();
    if (problem == null) {
      return Markdown.code(check.name()) + " known after apply";
    }
    String detail = problem.detail();
    return (check.warns() ? "warning: " : "**fails**: ")
        + reason(problem.summary())
        + (detail == null ? "" : " " + reason(detail));
  }

  private static List<String> policies(List<PolicyOutcome> policies) {
    List<String> lines = new ArrayList<>();
    for (PolicyOutcome policy : policies) {
      for (PolicyOutcome.Violation violation : policy.violations()) {
        lines.add(
            (policy.warns() ? "warning: " : "**denied**: ")
                + reason(violation.problem().summary()));
      }
      if (!policy.open().isEmpty()) {
        lines.add(reason(Wording.open(policy)));
      }
    }
    return lines;
  }

  private static void outputs(List<OutputChange> outputs, Part comment) {
    if (!outputs.isEmpty()) {
      List<AttributeView> views = new ArrayList<>();
      outputs.forEach(output -> views.add(VIEWS.of(output)));
      comment.add("**Outputs**\n\n" + block(views) + "\n");
    }
  }

  private static void details(PlanReview review, Part comment) {
    int shown = 0;
    for (PlanReview.Group group : review.groups()) {
      for (Change change : group.changes()) {
        if (!comment.add(details(change))) {
          int left = review.plan().changes().size() - shown;
          leftOut(left, "change is", "changes are", comment);
          return;
        }
        shown++;
      }
    }
  }

  private static String details(Change change) {
    StringBuilder content = new StringBuilder();
    for (Reason reason : change.reasons()) {
      content.append("- ").append(reason(reason.text())).append('\n');
    }
    for (String note : change.notes()) {
      content.append("- note: ").append(reason(note)).append('\n');
    }
    List<AttributeView> views = VIEWS.of(change);
    if (!views.isEmpty()) {
      content.append('\n').append(block(views));
    }
    int unchanged = AttributeViews.unchanged(change);
    if (unchanged > 0) {
      content.append('\n').append(unchanged);
      content.append(
          unchanged == 1 ? " attribute stays as it is\n" : " attributes stay as they are\n");
    }
    String summary =
        "<code>"
            + Markdown.html(Cut.end(change.address().toString(), LONGEST_ADDRESS))
            + "</code> "
            + Markdown.html(Wording.verb(change));
    return Markdown.folded(summary, content.toString()) + "\n";
  }

  /** Differences as code hosts colour them. */
  private static String block(List<AttributeView> views) {
    Part part = new Part(MOST_OF_A_CHANGE);
    for (int i = 0; i < views.size(); i++) {
      if (!part.add(attribute(views.get(i)))) {
        int more = views.size() - i;
        part.text.append("  … ").append(more).append(" more not shown\n");
        break;
      }
    }
    return Markdown.block("diff", part.text.toString());
  }

  private static String attribute(AttributeView view) {
    StringBuilder text = new StringBuilder();
    text.append(
            switch (view.mark()) {
              case ADDED -> "+ ";
              case REMOVED -> "- ";
              case CHANGED -> "! ";
            })
        .append(view.name())
        .append(':');
    text.append(view.value().isEmpty() ? "" : " " + view.value());
    if (view.remark() != AttributeView.Remark.NONE) {
      text.append("  # ").append(view.remark().text());
    }
    text.append('\n');
    for (AttributeView.Line line : view.block()) {
      text.append(
              switch (line.kind()) {
                case SAME -> "      ";
                case ADDED -> "+     ";
                case REMOVED -> "-     ";
                case SKIPPED -> "      … ";
              })
          .append(line.text())
          .append('\n');
    }
    return text.toString();
  }

  private static String graph(PlanReview review) {
    Plan plan = review.plan();
    if (plan.changes().size() < 2) {
      return "";
    }
    String text = "";
    if (plan.changes().size() <= MOST_NODES) {
      StringBuilder drawn = new StringBuilder();
      Mermaid.write(PlanPicture.of(review), drawn::append);
      text = drawn.toString();
    }
    return text.isEmpty() || bytes(text) > MOST_IN_GRAPH
        ? "The graph of these changes is too large to be drawn here.\n\n"
        : Markdown.folded("In which order", Markdown.block("mermaid", text)) + "\n";
  }

  private static String footer(PlanReview review) {
    StringBuilder text = new StringBuilder();
    for (String note : Wording.deferredNotes(review.plan().deferred())) {
      text.append(Markdown.prose(Cut.end(note, LONGEST_REASON))).append('\n');
    }
    WorkTree workTree = review.workTree();
    if (workTree != null) {
      text.append(
          Wording.workTree(workTree, name -> Markdown.code(Cut.end(name, LONGEST_ADDRESS))));
      text.append('\n');
    }
    return text.toString();
  }
}
