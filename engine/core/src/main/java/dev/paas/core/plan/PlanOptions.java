package dev.paas.core.plan;

import dev.paas.core.address.Address;
import java.util.List;

/**
 * What the user wants of a plan.
 *
 * @param mode what the plan is for
 * @param refresh whether to look at what is really there first
 * @param targets only these resources, and what they need; empty for all
 * @param replace resources that are replaced in any case
 * @param exclude resources that are left alone, with what refers to them
 * @param staged whether what cannot be planned exactly yet may be deferred; otherwise it is an
 *     error
 */
public record PlanOptions(
    Mode mode,
    boolean refresh,
    List<Address> targets,
    List<Address> replace,
    List<Address> exclude,
    boolean staged) {

  /** What a plan is for. */
  public enum Mode {
    /** To make reality as the file has it. */
    APPLY,
    /** To destroy everything. */
    DESTROY,
    /** To bring the state up to date with reality, which is left as it is. */
    REFRESH
  }

  /** Everything, with a refresh. */
  public static final PlanOptions DEFAULT = new PlanOptions(Mode.APPLY, true, List.of(), List.of());

  public PlanOptions {
    targets = List.copyOf(targets);
    replace = List.copyOf(replace);
    exclude = List.copyOf(exclude);
  }

  /** Options that exclude nothing, and allow for what cannot be planned exactly yet. */
  public PlanOptions(Mode mode, boolean refresh, List<Address> targets, List<Address> replace) {
    this(mode, refresh, targets, replace, List.of(), true);
  }

  /** These options without some resources. */
  public PlanOptions excluding(List<Address> excluded) {
    return new PlanOptions(mode, refresh, targets, replace, excluded, staged);
  }

  /** These options, with nothing deferred. */
  public PlanOptions exact() {
    return new PlanOptions(mode, refresh, targets, replace, exclude, false);
  }

  /** The options for what a plan has deferred: what was replaced already is not once more. */
  public PlanOptions afterwards(Plan done) {
    return new PlanOptions(
        mode,
        refresh,
        targets,
        replace.stream().filter(each -> isDeferred(each, done)).toList(),
        exclude,
        staged);
  }

  private static boolean isDeferred(Address address, Plan done) {
    return done.deferred().stream()
        .map(one -> one.address().declaration())
        .anyMatch(one -> one.covers(address) || address.declaration().covers(one));
  }

  boolean destroy() {
    return mode == Mode.DESTROY;
  }

  boolean applies() {
    return mode == Mode.APPLY;
  }
}
