package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one declaration of which only so many may be away at a time, in the order of a
 * plan. Says who waits for whom; which steps those are, {@link ActionOrder} knows.
 *
 * <p>What takes nothing away comes first: what is made, what is changed in place while it runs, and
 * what is waited for until it is ready. Then those that are not as they were left, then the others,
 * each after the one that as many places before it as may be away at once. So a plan's edges are as
 * many as the instances, and whoever reads them sees that the limit holds.
 */
final class RollingUpdate {

  /**
   * A resource's part in one.
   *
   * @param group all instances of its declaration, in its own instance of the module
   * @param most how many of them may be away at a time
   * @param stops whether what is in it stops when it is updated in place
   * @param ailing whether something is wrong with it already
   * @param at where the limit stands
   */
  record Member(Address group, int most, boolean stops, boolean ailing, Span at) {
    /** Whether it is away for a while when that happens to it. */
    boolean isAwayFor(Action action) {
      return action == Action.REPLACE || (action == Action.UPDATE && stops);
    }
  }

  /**
   * Where a resource is in the order of its group.
   *
   * @param member its part
   * @param after whose end it waits for; {@code null} when it is among the first
   */
  record Turn(Member member, @Nullable Address after) {
    /** A sentence for the user. */
    String note() {
      String limit = "At most " + member.most() + " of " + member.group() + " at a time";
      return after == null ? limit + "." : limit + ": it waits for " + after + ".";
    }
  }

  private static final int MOST_TOLD = 6;

  private final List<Integer> before = new ArrayList<>();
  private final List<Integer> ailing = new ArrayList<>();
  private final List<Integer> others = new ArrayList<>();

  /** Adds an instance, by its number among all resources; in the order of the file. */
  void add(int item, Member member, Action action) {
    if (!member.isAwayFor(action)) {
      before.add(item);
    } else {
      (member.ailing() ? ailing : others).add(item);
    }
  }

  /** Those that come before any that are limited. */
  List<Integer> before() {
    return before;
  }

  /** Those that are limited, in their order. */
  List<Integer> limited() {
    List<Integer> limited = new ArrayList<>(ailing);
    limited.addAll(others);
    return limited;
  }

  /**
   * What is said when a limit contradicts the order in which things must be done.
   *
   * @param member one of the group whose limit does
   * @param circle steps that would wait for one another
   */
  static DiagnosticException impossible(Member member, List<Step> circle) {
    StringJoiner steps = new StringJoiner(", ");
    circle.stream()
        .filter(step -> step.kind() != Step.Kind.GATE)
        .limit(MOST_TOLD)
        .map(step -> step.toString().toLowerCase(Locale.ROOT))
        .forEach(steps::add);
    return Diagnostic.error(
            Problem.PLAN_ORDER,
            "it cannot be that at most "
                + member.most()
                + " of "
                + member.group()
                + " are away at a time")
        .detail("These steps would wait for one another: " + steps + ".")
        .hint(
            "Let the new one come first with lifecycle: { createBeforeDestroy: true }, or remove"
                + " the limit.")
        .at(member.at())
        .toException();
  }
}
