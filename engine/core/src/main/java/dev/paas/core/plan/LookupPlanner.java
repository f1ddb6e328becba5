package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.state.PlatformState;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private @Nullable Map<Address, Address> changing;

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
    changing = null;
    Map<String, List<DiagnosticException>> problems = new LinkedHashMap<>();
    List<Begun> begun = new ArrayList<>();
    for (ResourceDeclaration declaration : batch) {
      try {
        evaluation.expand(declaration, new Expander(evaluation).instances(declaration));
      } catch (DiagnosticException problem) {
        evaluation.expand(declaration, List.of());
        add(problems, declaration, problem);
      }
      for (Instance instance : evaluation.instances(declaration)) {
        try {
          MapValue configuration = lookups.configuration(instance);
          Reason deferral = waits ? waits(instance) : null;
          deferral = deferral == null ? unknown(configuration) : deferral;
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

  private @Nullable Reason waits(Instance instance) {
    for (Address address : dependencies.byName(instance)) {
      Address changing = changing().get(address);
      if (changing != null) {
        return Reason.of(Reason.Kind.WAITS, "it depends on " + changing + ", which changes");
      }
    }
    return null;
  }

  /** What changes or leaves, by every address that may stand for it. */
  private Map<Address, Address> changing() {
    Map<Address, Address> known = changing;
    if (known == null) {
      known = new HashMap<>();
      for (PlannedInstance one : planned.values()) {
        if (changes(one.change().action())) {
          for (Address name : one.address().names()) {
            known.putIfAbsent(name, one.address());
          }
        }
      }
      for (Address recorded : state.records().keySet()) {
        if (evaluation.instance(recorded) == null) {
          for (Address name : recorded.names()) {
            known.putIfAbsent(name, recorded);
          }
        }
      }
      changing = known;
    }
    return known;
  }

  private static boolean changes(Action action) {
    return switch (action) {
      case CREATE, UPDATE, REPLACE, DELETE, READ -> true;
      case FORGET, ADOPT, IMPORT, RECORD, MOVE, NONE -> false;
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
    AttributeSchema schema = declaration.type().attributes();
    MapValue shown = StoredForm.withoutWriteOnly(schema, attributes);
    Change change =
        new Change(
            instance.address(),
            declaration.type().name(),
            declaration.provider(),
            Action.READ,
            false,
            List.of(reason),
            InstancePlanner.markDefaults(
                Differ.differences(schema, null, shown), configuration, schema),
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
            dependencies.of(instance),
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
