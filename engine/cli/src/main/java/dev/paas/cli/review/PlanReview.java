package dev.paas.cli.review;

import dev.paas.core.git.WorkTree;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan for review: what is the same in all forms of it.
 *
 * @param plan the plan
 * @param onlyDrift whether it only tells what was changed outside of paas
 * @param workTree where the platform's folder stood; {@code null} outside of a work tree of git
 */
public record PlanReview(Plan plan, boolean onlyDrift, @Nullable WorkTree workTree) {

  /** The actions, what is lost first. */
  private static final List<Action> ORDER =
      List.of(
          Action.DELETE,
          Action.REPLACE,
          Action.UPDATE,
          Action.CREATE,
          Action.IMPORT,
          Action.ADOPT,
          Action.MOVE,
          Action.FORGET,
          Action.RECORD,
          Action.READ);

  /**
   * What has the same action.
   *
   * @param changes in the order of the plan
   */
  public record Group(Action action, List<Change> changes) {
    public Group {
      changes = List.copyOf(changes);
    }
  }

  /** The changes by action, what is lost first. */
  public List<Group> groups() {
    Map<Action, List<Change>> byAction = new EnumMap<>(Action.class);
    for (Change change : plan.changes()) {
      byAction.computeIfAbsent(change.action(), action -> new ArrayList<>()).add(change);
    }
    List<Group> groups = new ArrayList<>();
    for (Action action : ORDER) {
      List<Change> changes = byAction.get(action);
      if (changes != null) {
        groups.add(new Group(action, changes));
      }
    }
    return groups;
  }

  /** What of it may hurt. */
  public Risk risk() {
    return Risk.of(plan);
  }

  /** The outputs that change, or may. */
  public List<OutputChange> outputs() {
    return plan.outputs().stream().filter(OutputChange::changes).toList();
  }
}
