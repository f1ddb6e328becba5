package dev.paas.cli.differential;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether two programs do the same with a configuration.
 *
 * <p>What they are meant to do differently is left out, and nothing else:
 *
 * <ul>
 *   <li>Where what was and what shall be are a circle together, Terraform refuses; this engine
 *       takes edges of deletions from the state only and of creations from the file only, which are
 *       none each.
 *   <li>For the same reason a deletion has no order with something that it had none with when both
 *       were last applied. Terraform deletes what is replaced before it makes what the new one
 *       refers to, and the instances that leave a resource before it makes whoever begins to refer
 *       to the resource.
 *   <li>Terraform keeps what was referred to indirectly, this engine what was referred to directly.
 *       Where something between the two stays, Terraform alone has an order for them.
 *   <li>What was protected when it was last applied is protected still: when its block leaves the
 *       file, or its protection goes in the same step as itself. Terraform destroys it.
 *   <li>What leaves and was to be replaced by creating first, or something that referred to it was:
 *       Terraform remembers that for it and deletes it after everything that it referred to and
 *       that referred to it was changed. This engine asks who refers to it now, and lets it go
 *       without regard to what it referred to itself.
 *   <li>Terraform's references are to resources, ours to instances. Where a story refers to single
 *       instances, only that the orders do not contradict one another is compared.
 * </ul>
 */
final class Comparison {
  private final Configuration before;
  private final Configuration now;
  private final Outcome theirs;
  private final Outcome ours;

  /**
   * @param before what both have applied
   * @param now what they were given
   */
  Comparison(Configuration before, Configuration now, Outcome theirs, Outcome ours) {
    this.before = before;
    this.now = now;
    this.theirs = theirs;
    this.ours = ours;
  }

  /** What both have done, or refused, as they should have. */
  enum Verdict {
    /** The same. */
    SAME,
    /** What they are meant to do differently: their states differ from now on. */
    PARTED,
    /** Nothing: both refused. */
    REFUSED
  }

  /** What was found. A difference is what must not be. */
  record Finding(Verdict verdict, @Nullable String difference) {}

  Finding compare(boolean wholeResources) {
    String their = theirs.refusal();
    String our = ours.refusal();
    if (their != null && their.contains("Cycle:")) {
      boolean circle = isCircle();
      return new Finding(
          Verdict.PARTED, circle && our == null ? null : "Terraform alone sees a cycle: " + our);
    }
    boolean guards = our != null && our.contains("is protected: this plan would");
    if (their != null) {
      boolean guarded = their.contains("Instance cannot be destroyed");
      return new Finding(
          Verdict.REFUSED, guarded && guards ? null : "they refuse: " + their + "\nwe: " + our);
    }
    if (our != null) {
      return new Finding(
          Verdict.PARTED, guards && destroysWhatWasGuarded() ? null : "we refuse: " + our);
    }
    return new Finding(Verdict.SAME, difference(wholeResources));
  }

  private @Nullable String difference(boolean wholeResources) {
    if (!theirs.actions().equals(ours.actions())) {
      return "actions\ntheirs: " + theirs.actions() + "\nours:   " + ours.actions();
    }
    if (!theirs.before().keySet().equals(ours.before().keySet())) {
      return "steps\ntheirs: " + theirs.before().keySet() + "\nours:   " + ours.before().keySet();
    }
    Set<String> wrong = new TreeSet<>();
    theirs
        .before()
        .forEach((step, first) -> first.forEach(one -> check(one, step, wholeResources, wrong)));
    ours.before()
        .forEach(
            (step, first) ->
                first.stream()
                    .filter(one -> !theirs.before().getOrDefault(step, Set.of()).contains(one))
                    .filter(
                        one ->
                            !leavesLate(one, step)
                                && (wholeResources
                                    || theirs.before().getOrDefault(one, Set.of()).contains(step)))
                    .forEach(one -> wrong.add("order, only we: " + one + ", then " + step)));
    wrong.addAll(broken("their", theirs));
    wrong.addAll(broken("our", ours));
    return wrong.isEmpty() ? null : String.join("\n", wrong);
  }

  private void check(String first, String then, boolean wholeResources, Set<String> wrong) {
    boolean same = ours.before().getOrDefault(then, Set.of()).contains(first);
    boolean meant = isNewToADeletion(first, then) || leavesLate(first, then);
    if (!same && wholeResources && !meant) {
      wrong.add("order, only they: " + first + ", then " + then);
    }
  }

  /** Whether one of them deletes something that the other one had nothing to do with before. */
  private boolean isNewToADeletion(String first, String then) {
    boolean oneDeletes = first.startsWith("D");
    boolean otherDeletes = then.startsWith("D");
    String a = unit(first);
    String b = unit(then);
    if (oneDeletes && otherDeletes) {
      return !isChain(a, b) && !isChain(b, a);
    }
    boolean related = refers(a, b) || refers(b, a);
    boolean anew = isNewInstance(oneDeletes ? then : first);
    return (oneDeletes || otherDeletes) && (!related || anew);
  }

  private boolean isNewInstance(String step) {
    String address = step.substring(step.indexOf(' ') + 1);
    return before.units().stream()
        .noneMatch(
            unit ->
                unit.instances().stream()
                    .anyMatch(instance -> address.equals(unit.name() + instance)));
  }

  /** Whether one referred to the other, perhaps by way of others, of which something goes too. */
  private boolean isChain(String from, String to) {
    Map<String, Set<String>> edges = edges(before);
    edges.keySet().removeIf(name -> !name.equals(from) && !goes(name));
    return reaches(from, to, edges);
  }

  private boolean goes(String name) {
    return theirs.before().keySet().stream()
        .anyMatch(step -> step.startsWith("D") && unit(step).equals(name));
  }

  /** Whether one referred to the other when both were last applied. */
  private boolean refers(String from, String to) {
    return edges(before).getOrDefault(from, Set.of()).contains(to);
  }

  /** Whether one of them deletes what is gone from the file, and Terraform does that late. */
  private boolean leavesLate(String first, String then) {
    return leavesLate(first) || leavesLate(then);
  }

  private boolean leavesLate(String step) {
    String name = unit(step);
    return step.startsWith("D ")
        && before.units().stream()
            .filter(Unit::createFirst)
            .anyMatch(
                unit -> unit.name().equals(name) || reaches(unit.name(), name, edges(before)));
  }

  private static String unit(String step) {
    String address = step.substring(step.indexOf(' ') + 1);
    int bracket = address.indexOf('[');
    return bracket < 0 ? address : address.substring(0, bracket);
  }

  private static boolean reaches(String from, String to, Map<String, Set<String>> edges) {
    return reached(edges, from).contains(to);
  }

  private static Set<String> reached(Map<String, Set<String>> edges, String from) {
    Set<String> seen = new HashSet<>();
    List<String> open = new java.util.ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : edges.getOrDefault(open.remove(open.size() - 1), Set.of())) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return seen;
  }

  private static Map<String, Set<String>> edges(Configuration... of) {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (Configuration one : of) {
      for (Unit unit : one.units()) {
        edges.computeIfAbsent(unit.name(), unused -> new TreeSet<>()).addAll(unit.uses());
      }
    }
    return edges;
  }

  private boolean isCircle() {
    Map<String, Set<String>> edges = edges(before, now);
    return edges.keySet().stream().anyMatch(name -> reached(edges, name).contains(name));
  }

  private boolean destroysWhatWasGuarded() {
    return before.units().stream()
        .filter(Unit::guarded)
        .anyMatch(
            unit ->
                theirs.actions().entrySet().stream()
                    .anyMatch(
                        action ->
                            unit("D " + action.getKey()).equals(unit.name())
                                && action.getValue().matches("delete|replace.*")));
  }

  /** What was done before something that had to be done first. */
  private static Set<String> broken(String whose, Outcome outcome) {
    Set<String> broken = new TreeSet<>();
    Set<String> done = new HashSet<>();
    for (String step : outcome.order()) {
      for (String first : outcome.before().getOrDefault(step, Set.of())) {
        if (!done.contains(first)) {
          broken.add(whose + " apply: " + step + " before " + first);
        }
      }
      done.add(step);
    }
    if (!done.equals(outcome.before().keySet())) {
      broken.add(
          whose + " apply did " + new TreeSet<>(done) + ", not " + outcome.before().keySet());
    }
    return broken;
  }
}
