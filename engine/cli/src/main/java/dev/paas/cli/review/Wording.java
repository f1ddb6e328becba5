package dev.paas.cli.review;

import dev.paas.cli.text.ValueText;
import dev.paas.core.address.Address;
import dev.paas.core.git.WorkTree;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PolicyOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How what a plan does is said, in all its forms. */
public final class Wording {
  private Wording() {}

  /** What happens, as a verb. */
  public static String verb(Change change) {
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

  /** What happens, with what it is taken over from or was called. */
  public static String action(Change change) {
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
    return verb;
  }

  /** A sign for an action, at most three characters. */
  public static String symbol(Change change) {
    return switch (change.action()) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case REPLACE -> change.createFirst() ? "+/-" : "-/+";
      case DELETE -> "-";
      case FORGET -> "×";
      case ADOPT -> "&";
      case IMPORT -> "←";
      case MOVE -> "→";
      case RECORD -> "=";
      case READ -> "?";
      case NONE -> " ";
    };
  }

  /** How many of what the summary counts. */
  public static Map<Action, String> counts(Plan plan) {
    Map<Action, String> parts = new LinkedHashMap<>();
    Map<Action, Integer> counts = plan.counts();
    for (Action action :
        List.of(
            Action.CREATE,
            Action.UPDATE,
            Action.REPLACE,
            Action.DELETE,
            Action.IMPORT,
            Action.MOVE,
            Action.ADOPT,
            Action.FORGET,
            Action.RECORD,
            Action.READ)) {
      Integer count = counts.get(action);
      if (count != null) {
        parts.put(action, count + " to " + action.name().toLowerCase(Locale.ROOT));
      }
    }
    return parts;
  }

  /** What a plan is of, in one line. */
  static String title(PlanReview review) {
    Plan plan = review.plan();
    String environment = plan.platform().environment();
    String of = plan.platform().name() + (environment.isEmpty() ? "" : " in " + environment);
    if (review.onlyDrift()) {
      return "Drift of " + of;
    }
    return (plan.destroy() ? "Plan to destroy " : "Plan for ") + of;
  }

  /** What a plan comes to, in one line. */
  static String summary(PlanReview review) {
    String nothing = nothing(review);
    Plan plan = review.plan();
    if (!nothing.isEmpty()) {
      return nothing;
    }
    if (review.onlyDrift()) {
      int count = plan.drift().size();
      return count == 1
          ? "1 resource is not as paas left it."
          : count + " resources are not as paas left them.";
    }
    List<String> parts = new ArrayList<>(counts(plan).values());
    int outputs = review.outputs().size();
    if (parts.isEmpty() && outputs > 0) {
      parts.add(outputs + (outputs == 1 ? " output changes" : " outputs change"));
    }
    parts.add(plan.unchanged() + " unchanged");
    if (!plan.deferred().isEmpty()) {
      parts.add(plan.deferred().size() + " deferred");
    }
    return String.join(", ", parts) + ".";
  }

  /** What a plan that changes nothing is said to be; empty when it changes something. */
  public static String nothing(PlanReview review) {
    Plan plan = review.plan();
    if (review.onlyDrift()) {
      return plan.drift().isEmpty() ? "Everything is as the state has it." : "";
    }
    if (!plan.isEmpty()) {
      return "";
    }
    if (plan.unchanged() == 0 && !plan.drift().isEmpty()) {
      return "The state is brought up to date with this, nothing else is changed.";
    }
    if (plan.destroy()) {
      return "Nothing to destroy: there is nothing of this platform.";
    }
    return "No changes. "
        + (plan.unchanged() == 1 ? "1 resource is" : plan.unchanged() + " resources are")
        + " as described.";
  }

  /** What the user should know of what is deferred, a sentence each. */
  static List<String> deferredNotes(List<Deferred> deferred) {
    List<String> notes = new ArrayList<>();
    if (deferred.isEmpty()) {
      return notes;
    }
    notes.add(
        "What is deferred is planned when the rest is done, and carried out without asking as long "
            + "as it stays within this.");
    Set<String> targets = new LinkedHashSet<>();
    deferred.forEach(one -> targets.add(one.target()));
    targets.remove("");
    if (!targets.isEmpty()) {
      notes.add("To make only what it waits for: --target " + String.join(" --target ", targets));
    }
    return notes;
  }

  /** Why something is deferred, and how much it is. */
  static String deferred(Deferred one) {
    String number =
        one.atMost().isPresent() ? "at most " + one.atMost().getAsLong() : "not known how many";
    return number + ": " + one.text() + (one.at().isEmpty() ? "" : " (" + one.at() + ")");
  }

  /** That it cannot be told yet whether a policy holds, and of what. */
  static String open(PolicyOutcome policy) {
    List<Address> open = policy.open();
    return policy.name()
        + ": known in the apply, of "
        + open.get(0)
        + (open.size() == 1 ? "" : " and " + (open.size() - 1) + " more");
  }

  /**
   * Where the platform's folder stood.
   *
   * @param name makes a name ready to be shown
   */
  static String workTree(WorkTree workTree, UnaryOperator<String> name) {
    String commit = workTree.shortCommit();
    String branch = workTree.branch();
    return (commit.isEmpty() ? "Before the first commit" : "Commit " + name.apply(commit))
        + (branch.isEmpty() ? "" : " on " + name.apply(branch))
        + (workTree.dirty() ? ", with changes that are not committed." : ".");
  }
}
