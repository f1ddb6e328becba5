package dev.paas.core.why;

import dev.paas.core.address.Address;
import dev.paas.core.plan.Action;
import java.util.List;

/**
 * Why something happens to a resource, or why nothing does.
 *
 * @param address the resource
 * @param action what happens
 * @param interruption what that does to what runs
 * @param reasons the plan's reasons, a clause each
 * @param chains each from a cause to the resource
 * @param more how many chains there are beside these
 * @param notes what else is to be said, a sentence each
 */
public record Explanation(
    Address address,
    Action action,
    Interruption interruption,
    List<String> reasons,
    List<List<Link>> chains,
    int more,
    List<String> notes) {

  public Explanation {
    reasons = List.copyOf(reasons);
    chains = chains.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
  }
}
