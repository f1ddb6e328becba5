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
 */
public record PlanOptions(
    Mode mode,
    boolean refresh,
    List<Address> targets,
    List<Address> replace,
    List<Address> exclude) {

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

  /** Options that exclude nothing. */
  public PlanOptions(Mode mode, boolean refresh, List<Address> targets, List<Address> replace) {
    this(mode, refresh, targets, replace, List.of());
  }

  /** These options without some resources. */
  public PlanOptions excluding(List<Address> excluded) {
    return new PlanOptions(mode, refresh, targets, replace, excluded);
  }

  boolean destroy() {
    return mode == Mode.DESTROY;
  }

  boolean applies() {
    return mode == Mode.APPLY;
  }
}
