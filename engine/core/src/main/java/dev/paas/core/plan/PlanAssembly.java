package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.ModuleInstance;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.RollingLimit;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a plan together of what was decided for each resource. Decides the order of nothing. */
final class PlanAssembly {
  private final Platform platform;
  private final Evaluation evaluation;
  private final PlatformState state;
  private final PlanOptions options;
  private final Observations observations;
  private final Map<Address, PlannedInstance> planned;
  private final Deferrals deferrals;
  private final DependencyCollector dependencies;
  private final Selection selection;

  /**
   * @param planned what happens to each resource, those that stay as they are included
   */
  PlanAssembly(
      Evaluation evaluation,
      PlatformState state,
      PlanOptions options,
      Observations observations,
      Map<Address, PlannedInstance> planned,
      Deferrals deferrals,
      DependencyCollector dependencies,
      Selection selection) {
    this.platform = evaluation.platform();
    this.evaluation = evaluation;
    this.state = state;
    this.options = options;
    this.observations = observations;
    this.planned = planned;
    this.deferrals = deferrals;
    this.dependencies = dependencies;
    this.selection = selection;
  }

  /**
   * @param lookups what was read while planning
   * @param checked unchanged resources that have a step of their own, to be checked in the apply
   * @param checks what came of the platform's checks
   */
  PlannedPlatform assemble(
      PlannedMoves moves,
      Relocation relocation,
      List<OutputChange> outputs,
      List<Diagnostic> warnings,
      Map<Address, MapValue> lookups,
      Set<Address> checked,
      List<CheckOutcome> checks) {
    List<ActionOrder.Item> items = new ArrayList<>(planned.size());
    Set<Address> drifted = new HashSet<>();
    observations.drift().forEach(drift -> drifted.add(drift.address()));
    for (PlannedInstance instance : inFileOrder()) {
      ResourceRecord record = instance.record();
      Instance of = instance.instance();
      boolean createFirst =
          of == null
              ? record != null && record.flags().createBeforeDestroy()
              : of.declaration().lifecycle().createBeforeDestroy();
      items.add(
          new ActionOrder.Item(
              instance.address(),
              instance.change().action(),
              createFirst,
              instance.dependencies(),
              record == null ? List.of() : record.dependencies(),
              record == null ? 0 : record.revision(),
              deferrals.holder(instance.address()) != null,
              rolling(instance, drifted)));
    }
    addDeferred(items);
    List<ActionOrder.Deposed> deposed = new ArrayList<>();
    Map<String, ResourceRecord> deposedByKey = new LinkedHashMap<>();
    for (ResourceRecord old : observations.deposed()) {
      if (options.mode() != PlanOptions.Mode.REFRESH && leavesDeposed(old)) {
        deposed.add(deposed(old));
        deposedByKey.put(old.key(), old);
      }
    }
    ActionOrder.Ordered ordered = ActionOrder.order(items, deposed, checked);
    List<Change> changes = new ArrayList<>();
    for (ActionOrder.Item item : items) {
      PlannedInstance instance = planned.get(item.address());
      if (instance != null && instance.change().action() != Action.NONE) {
        Change change =
            instance.change().withCreateFirst(ordered.createFirst().contains(item.address()));
        RollingUpdate.Turn turn = ordered.turns().get(item.address());
        changes.add(turn == null ? change : change.withNote(turn.note()));
      }
    }
    long unchanged =
        planned.values().stream().filter(one -> one.change().action() == Action.NONE).count();
    Plan plan =
        new Plan(
            platform.identity(),
            state.storeRevision(),
            options.destroy(),
            changes,
            (int) unchanged,
            observations.drift(),
            deferrals.list(platform.resources()),
            outputs,
            ordered.steps(),
            moves,
            observations.corrections(planned),
            checks,
            List.of(),
            warnings);
    return new PlannedPlatform(
        plan,
        options,
        relocation,
        evaluation,
        planned,
        deposedByKey,
        ordered.createFirst(),
        lookups);
  }

  private RollingUpdate.@Nullable Member rolling(PlannedInstance planned, Set<Address> drifted) {
    Instance of = planned.instance();
    RollingLimit limit = of == null ? null : of.declaration().lifecycle().rolling();
    if (of == null || limit == null) {
      return null;
    }
    ResourceRecord record = planned.record();
    boolean halfMade = record != null && record.flags().halfMade();
    return new RollingUpdate.Member(
        planned.address().instance(null),
        limit.of(evaluation.instances(of.module(), of.declaration()).size()),
        planned.change().impact().disruption() == Disruption.STOPS,
        halfMade || drifted.contains(planned.address()),
        limit.at());
  }

  private ActionOrder.Deposed deposed(ResourceRecord old) {
    PlannedInstance now = planned.get(old.address());
    ResourceRecord newer = now == null ? null : now.record();
    return new ActionOrder.Deposed(
        old.address(),
        old.key(),
        old.dependencies(),
        old.revision(),
        newer == null ? Long.MAX_VALUE : newer.revision());
  }

  /**
   * What is deferred is nothing in this plan's order, but what it refers to must be created before
   * it is destroyed if it must be itself.
   */
  private void addDeferred(List<ActionOrder.Item> items) {
    if (deferrals.isEmpty()) {
      return;
    }
    for (ResourceDeclaration declaration : deferrals.declarations()) {
      if (declaration.lifecycle().createBeforeDestroy()) {
        items.add(passive(declaration.declared(), dependencies.of(declaration), 0));
      }
    }
    for (ResourceRecord record : state.records().values()) {
      if (deferrals.holds(record.address()) && record.flags().createBeforeDestroy()) {
        items.add(passive(record.address(), record.dependencies(), record.revision()));
      }
    }
  }

  private static ActionOrder.Item passive(Address address, List<Address> uses, long revision) {
    return new ActionOrder.Item(address, Action.NONE, true, List.of(), uses, revision, false, null);
  }

  private boolean leavesDeposed(ResourceRecord old) {
    Address address = old.address();
    if (deferrals.provider(old.provider()) != null || deferrals.holder(address) != null) {
      return false;
    }
    return selection.includes(address);
  }

  /** Declared ones as the file has them, then those that have left it. */
  private List<PlannedInstance> inFileOrder() {
    List<PlannedInstance> ordered = new ArrayList<>(planned.size());
    for (ModuleInstance module : evaluation.modules()) {
      for (ResourceDeclaration declaration : module.declaration().resources()) {
        for (Instance instance : evaluation.instances(module, declaration)) {
          PlannedInstance one = planned.get(instance.address());
          if (one != null) {
            ordered.add(one);
          }
        }
      }
    }
    if (ordered.size() == planned.size()) {
      return ordered; // Nothing has left the file.
    }
    Set<Address> seen = new HashSet<>();
    ordered.forEach(one -> seen.add(one.address()));
    for (PlannedInstance one : planned.values()) {
      if (!seen.contains(one.address())) {
        ordered.add(one);
      }
    }
    return ordered;
  }
}
