package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan with what apply needs to carry it out: none of it decides what is done.
 *
 * @param plan the plan
 * @param options what the user wanted of it
 * @param relocation what the plan's moves make of the state
 * @param evaluation what names stand for
 * @param instances every resource that was planned, by address
 * @param deposed what earlier applies had replaced and not deleted, by the key it was made with
 * @param createFirst addresses of what is to be created before it is destroyed
 * @param lookups what was read while planning
 */
public record PlannedPlatform(
    Plan plan,
    PlanOptions options,
    Relocation relocation,
    Evaluation evaluation,
    Map<Address, PlannedInstance> instances,
    Map<String, ResourceRecord> deposed,
    Set<Address> createFirst,
    Map<Address, MapValue> lookups) {

  /** The same with what the platform's policies say of the plan. */
  public PlannedPlatform judged(List<PolicyOutcome> outcomes) {
    return new PlannedPlatform(
        plan.judged(outcomes),
        options,
        relocation,
        evaluation,
        instances,
        deposed,
        createFirst,
        lookups);
  }

  /** The state that it was made from, with everything at its new address. */
  public PlatformState state() {
    return relocation.state();
  }

  /**
   * What some resources and look-ups were planned from beside their own records: the instances that
   * they refer to, recorded or planned.
   */
  public SortedSet<Address> readFor(Collection<Address> addresses) {
    Set<Address> references = new HashSet<>();
    for (Address address : addresses) {
      PlannedInstance instance = instances.get(address);
      if (instance != null) {
        references.addAll(instance.recordedDependencies());
      }
    }
    SortedSet<Address> read = new TreeSet<>(references);
    read.removeIf(address -> address.key() == null || address.isModule());
    for (Set<Address> known : List.of(state().records().keySet(), instances.keySet())) {
      for (Address address : known) {
        if (address.names().stream().anyMatch(references::contains)) {
          read.add(address);
        }
      }
    }
    return read;
  }
}
