package dev.paas.cli.review;

import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import dev.paas.spi.provider.Disruption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a plan may hurt.
 *
 * @param deletes addresses of what is deleted
 * @param replaces addresses of what is deleted and made anew
 * @param interrupts addresses of what stops for a time, while it is updated
 * @param touchesProtected addresses of what is protected, or was until now, and is changed
 */
public record Risk(
    List<String> deletes,
    List<String> replaces,
    List<String> interrupts,
    List<String> touchesProtected) {

  public Risk {
    deletes = List.copyOf(deletes);
    replaces = List.copyOf(replaces);
    interrupts = List.copyOf(interrupts);
    touchesProtected = List.copyOf(touchesProtected);
  }

  static Risk of(Plan plan) {
    List<Change> changes = new ArrayList<>(plan.changes());
    plan.deferred().forEach(one -> changes.addAll(one.changes()));
    List<String> deletes = new ArrayList<>();
    List<String> replaces = new ArrayList<>();
    List<String> interrupts = new ArrayList<>();
    List<String> touchesProtected = new ArrayList<>();
    for (Change change : changes) {
      String address = change.address().toString();
      if (change.action() == Action.DELETE) {
        deletes.add(address);
      } else if (change.action() == Action.REPLACE) {
        replaces.add(address);
      } else if (change.impact().disruption() == Disruption.STOPS) {
        interrupts.add(address);
      }
      if (change.impact().isProtected() && change.action() != Action.CREATE) {
        touchesProtected.add(address);
      }
    }
    return new Risk(deletes, replaces, interrupts, touchesProtected);
  }

  /** Each kind of risk that there is, as a verb, with its addresses. */
  public Map<String, List<String>> kinds() {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    kinds.put("Deletes", deletes);
    kinds.put("Replaces", replaces);
    kinds.put("Interrupts", interrupts);
    kinds.put("Protected", touchesProtected);
    kinds.values().removeIf(List::isEmpty);
    return kinds;
  }
}
