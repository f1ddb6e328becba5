package dev.paas.cli.review;

import dev.paas.cli.picture.Picture;
import dev.paas.cli.picture.Picture.Edge;
import dev.paas.cli.picture.Picture.Kind;
import dev.paas.cli.picture.Picture.Node;
import dev.paas.cli.picture.Tone;
import dev.paas.core.address.Address;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a plan changes, as a graph: the changes first and as they are grouped, then what is
 * deferred, then what stays as it is and stands between two changes. One that only tells what was
 * changed outside of paas has just that, and no order.
 */
public final class PlanPicture {
  private static final Kind DEFERRED = new Kind("deferred", Tone.CYAN);
  private static final Kind DRIFTED = new Kind("changed outside", Tone.YELLOW);
  private static final Kind GONE = new Kind("gone", Tone.RED);
  private static final Kind UNCHANGED = new Kind("unchanged", Tone.PLAIN);

  private final PlanReview review;
  private final Plan plan;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Address, Integer> byAddress = new HashMap<>();

  private PlanPicture(PlanReview review) {
    this.review = review;
    this.plan = review.plan();
  }

  /** The graph of a plan. */
  public static Picture of(PlanReview review) {
    PlanPicture picture = new PlanPicture(review);
    return review.onlyDrift() ? picture.drift() : picture.changes();
  }

  private Picture drift() {
    for (Drift drift : plan.drift()) {
      add(drift.address(), drift.gone() ? GONE : DRIFTED, drift.gone() ? "-" : "!");
    }
    return new Picture(nodes, List.of(), Picture.Meaning.ORDER);
  }

  private Picture changes() {
    for (PlanReview.Group group : review.groups()) {
      for (Change change : group.changes()) {
        add(change.address(), kind(group.action()), Wording.symbol(change).strip());
      }
    }
    for (Deferred deferred : plan.deferred()) {
      add(deferred.address(), DEFERRED, "?");
    }
    boolean[] passing = passing();
    for (Step step : plan.steps()) {
      if (passing[step.id()] && !byAddress.containsKey(step.address())) {
        add(step.address(), UNCHANGED, "");
      }
    }
    return new Picture(nodes, List.copyOf(edges()), Picture.Meaning.ORDER);
  }

  private void add(Address address, Kind kind, String sign) {
    byAddress.putIfAbsent(address, nodes.size());
    nodes.add(Node.of(address, kind, sign));
  }

  /** The kind of an action. */
  static Kind kind(Action action) {
    return new Kind(action.name().toLowerCase(Locale.ROOT), tone(action));
  }

  private static Tone tone(Action action) {
    return switch (action) {
      case CREATE -> Tone.GREEN;
      case UPDATE -> Tone.YELLOW;
      case DELETE, REPLACE -> Tone.RED;
      case FORGET, RECORD -> Tone.BLUE;
      case ADOPT, IMPORT, MOVE, READ -> Tone.CYAN;
      case NONE -> Tone.PLAIN;
    };
  }

  /**
   * Which steps stand between two others that are drawn. Each step comes after what it waits for.
   */
  private boolean[] passing() {
    int count = plan.steps().size();
    boolean[] drawn = new boolean[count];
    boolean[] passing = new boolean[count];
    for (Step step : plan.steps()) {
      drawn[step.id()] = byAddress.containsKey(step.address());
      for (int before : step.after()) {
        passing[step.id()] |= drawn[before] || passing[before];
      }
    }
    boolean[] needed = new boolean[count];
    for (int id = count - 1; id >= 0; id--) {
      for (int before : plan.steps().get(id).after()) {
        needed[before] |= drawn[id] || needed[id];
      }
      passing[id] &= needed[id];
    }
    return passing;
  }

  private Set<Edge> edges() {
    Set<Address> made = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      if (makes(step)) {
        made.add(step.address());
      }
    }
    Set<Edge> edges = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      for (int id : step.after()) {
        Step before = plan.steps().get(id);
        Integer from = byAddress.get(before.address());
        Integer to = byAddress.get(step.address());
        if (from != null && to != null && !turnedRound(before, step, made)) {
          edges.add(new Edge(from, to));
        }
      }
    }
    edges.removeIf(edge -> edge.from() == edge.to());
    return edges;
  }

  /**
   * Whether an order is only that of taking an old one away, against that in which the new ones of
   * the same are made: in the picture each of the two is one node.
   */
  private static boolean turnedRound(Step before, Step step, Set<Address> made) {
    boolean turn = step.rolling() && before.group().equals(step.group());
    return deletes(step)
        && !turn
        && made.contains(step.address())
        && (makes(before) || (deletes(before) && made.contains(before.address())));
  }

  private static boolean makes(Step step) {
    return step.kind() == Step.Kind.CREATE || step.kind() == Step.Kind.UPDATE;
  }

  private static boolean deletes(Step step) {
    return step.kind() == Step.Kind.DELETE || step.kind() == Step.Kind.DELETE_DEPOSED;
  }
}
