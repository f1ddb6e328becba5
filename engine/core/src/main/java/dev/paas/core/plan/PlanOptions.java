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
 */
public record PlanOptions(
    Mode mode, boolean refresh, List<Address> targets, List<Address> replace) {

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
  }

  boolean destroy() {
    return mode == Mode.DESTROY;
  }

  boolean applies() {
    return mode == Mode.APPLY;
  }
}
