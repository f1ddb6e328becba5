package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.history.RecordedChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a plan sets out to do, as the history has it: which action on which address. */
final class PlannedChanges {
  private PlannedChanges() {}

  static List<RecordedChange> of(Plan plan) {
    List<RecordedChange> changes = new ArrayList<>(plan.changes().size());
    Set<Address> told = new HashSet<>();
    for (Change change : plan.changes()) {
      String action = change.imported() == null ? change.action().name() : "import";
      add(action, change.address(), told, changes);
    }
    plan.corrections().records().forEach(each -> add("refresh", each.address(), told, changes));
    plan.corrections().adopted().forEach(each -> add("adopt", each.address(), told, changes));
    plan.corrections().gone().forEach(each -> add("forget", each, told, changes));
    return changes;
  }

  private static void add(
      String action, Address address, Set<Address> told, List<RecordedChange> changes) {
    if (told.add(address)) {
      changes.add(new RecordedChange(action.toLowerCase(Locale.ROOT), address.toString()));
    }
  }
}
