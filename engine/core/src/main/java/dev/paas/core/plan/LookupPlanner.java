package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.PlatformState;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Plans look-ups. One is read while planning when all that it is made from is known and nothing
 * changes that it depends on by {@code dependsOn}; otherwise reading it is a step of the plan.
 */
final class LookupPlanner {
  private final Evaluation evaluation;
  private final Lookups lookups;
  private final ExecutorService workers;
  private final PlatformState state;
  private final Map<Address, PlannedInstance> planned;
  private final DependencyCollector dependencies;
  private final Map<Address, MapValue> read = new LinkedHashMap<>();
  private @Nullable Map<Address, List<Address>> recorded;

  /**
   * @param planned what happens to resources; gets the look-ups that are read in the apply
   */
  LookupPlanner(
      Evaluation evaluation,
      Lookups lookups,
      ExecutorService workers,
      PlatformState state,
      Map<Address, PlannedInstance> planned,
      DependencyCollector dependencies) {
    this.evaluation = evaluation;
    this.lookups = lookups;
    this.workers = workers;
    this.state = state;
    this.planned = planned;
    this.dependencies = dependencies;
  }

  /** What was read. */
  Map<Address, MapValue> read() {
    return read;
  }

  /** A look-up whose reading has begun. */
  private record Begun(Instance instance, Future<MapValue> answer) {}

  /**
   * Reads look-ups at the same time, as far as they can be read now.
   *
   * @param batch declarations, none of which refers to another
   * @param waits whether what they depend on may change
   * @return what is wrong, by the address of the declaration
   */
  Map<String, List<DiagnosticException>> plan(List<ResourceDeclaration> batch, boolean waits)
      throws InterruptedException {
    Map<String, List<DiagnosticException>> problems = new LinkedHashMap<>();
    List<Begun> begun = new ArrayList<>();
    for (ResourceDeclaration declaration : batch) {
      try {
        evaluation.expand(declaration, new Expander(evaluation).instances(declaration));
      } catch (DiagnosticException problem) {
        evaluation.expand(declaration, List.of());
        add(problems, declaration, problem);
      }
      Reason wait = waits ? waits(declaration) : null;
      for (Instance instance : evaluation.instances(declaration)) {
        try {
          MapValue configuration = lookups.configuration(instance);
          Reason deferral = wait == null ? unknown(configuration) : wait;
          if (deferral == null) {
            begun.add(
                new Begun(instance, workers.submit(() -> lookups.read(instance, configuration))));
          } else {
            defer(instance, configuration, deferral, waits);
          }
        } catch (DiagnosticException problem) {
          add(problems, declaration, problem);
        }
      }
    }
    for (Begun one : begun) {
      try {
        MapValue attributes = answer(one);
        evaluation.set(one.instance(), attributes);
        read.put(one.instance().address(), attributes);
      } catch (DiagnosticException problem) {
        add(problems, one.instance().declaration(), problem);
      }
    }
    return problems;
  }

  private static void add(
      Map<String, List<DiagnosticException>> problems,
      ResourceDeclaration declaration,
      DiagnosticException problem) {
    problems.computeIfAbsent(declaration.address(), unused -> new ArrayList<>()).add(problem);
  }

  private static @Nullable Reason unknown(MapValue configuration) {
    ValuePath unknown = ContractCheck.unknown(ValuePath.root(), configuration);
    return unknown == null
        ? null
        : new Reason(Reason.Kind.UNKNOWN, unknown, "`" + unknown + "` is known only after apply");
  }

  private @Nullable Reason waits(ResourceDeclaration declaration) {
    for (Reference reference : declaration.dependsOn()) {
      Address changing = changing(reference);
      if (changing != null) {
        return Reason.of(Reason.Kind.WAITS, "it depends on " + changing + ", which changes");
      }
    }
    return null;
  }

  /** An instance of what is depended on to which something happens; {@code null} for none. */
  private @Nullable Address changing(Reference reference) {
    Platform platform = evaluation.platform();
    ResourceDeclaration target = platform.resource(reference.root(), reference.name(0));
    if (target == null || target.ephemeral()) {
      return null;
    }
    boolean several = target.isCounted() || target.isKeyed();
    Object key = several && reference.steps().size() > 1 ? reference.steps().get(1) : null;
    Address all = Address.of(target.section(), target.name());
    Set<Address> there = new LinkedHashSet<>();
    evaluation.instances(target).forEach(instance -> there.add(instance.address()));
    for (Address address : there) {
      PlannedInstance one = planned.get(address);
      boolean meant = key == null || key.equals(address.key());
      if (meant && one != null && changes(one.change().action())) {
        return address;
      }
    }
    for (Address address : recorded().getOrDefault(all, List.of())) {
      boolean meant = key == null || key.equals(address.key());
      if (meant && !there.contains(address)) {
        return address;
      }
    }
    return null;
  }

  private Map<Address, List<Address>> recorded() {
    Map<Address, List<Address>> known = recorded;
    if (known == null) {
      known = new HashMap<>();
      for (Address address : state.records().keySet()) {
        known.computeIfAbsent(address.declaration(), unused -> new ArrayList<>()).add(address);
      }
      recorded = known;
    }
    return known;
  }

  private static boolean changes(Action action) {
    return switch (action) {
      case CREATE, UPDATE, REPLACE, DELETE, READ -> true;
      case FORGET, ADOPT, RECORD, NONE -> false;
    };
  }

  /**
   * @param step whether the plan is to have a step that reads it; otherwise it stays unknown
   */
  private void defer(Instance instance, MapValue configuration, Reason reason, boolean step) {
    ResourceDeclaration declaration = instance.declaration();
    MapValue attributes = Lookups.proposed(declaration.type(), configuration);
    evaluation.set(instance, attributes);
    if (!step) {
      return;
    }
    MapValue shown = StoredForm.withoutWriteOnly(declaration.type().attributes(), attributes);
    Change change =
        new Change(
            instance.address(),
            declaration.type().name(),
            declaration.provider(),
            Action.READ,
            false,
            List.of(reason),
            Differ.differences(declaration.type().attributes(), null, shown),
            null,
            shown,
            List.of());
    planned.put(
        instance.address(),
        new PlannedInstance(
            change,
            instance,
            null,
            attributes,
            dependencies.of(declaration),
            false,
            Value.nullValue()));
  }

  private static MapValue answer(Begun begun) throws InterruptedException {
    try {
      return begun.answer().get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof DiagnosticException told) {
        throw told;
      }
      if (cause instanceof InterruptedException || cause instanceof CancellationException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException("reading " + begun.instance().address() + " failed", cause);
    }
  }
}
