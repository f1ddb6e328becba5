package dev.paas.core.plan;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.ModuleInstance;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.evaluation.UnknownAttributes;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for without a plan: resources are as they are recorded; of one that is not there
 * yet is known what the file and the schema tell. No provider is asked anything.
 */
public final class RecordedValues implements PlatformGraph.Visitor {
  private final Evaluation evaluation;
  private final PlatformState state;
  private @Nullable Map<String, List<ResourceRecord>> byDeclaration;

  private RecordedValues(Evaluation evaluation, PlatformState state) {
    this.evaluation = evaluation;
    this.state = state;
  }

  /**
   * Sets the values of all resources.
   *
   * @return {@code evaluation}
   * @throws DiagnosticException when the platform has a cycle
   */
  public static Evaluation in(Evaluation evaluation, PlatformState state) {
    PlatformGraph.of(evaluation.platform()).visit(new RecordedValues(evaluation, state));
    return evaluation;
  }

  @Override
  public void provider(ProviderDeclaration provider) {}

  @Override
  public void module(ModuleCall call) {
    List<ModuleInstance> instances;
    try {
      instances = new Expander(evaluation).instances(call);
    } catch (DiagnosticException unknown) {
      instances = List.of();
    }
    evaluation.expand(call, instances);
  }

  @Override
  public void instances(ResourceDeclaration declaration) {
    evaluation.expand(declaration, told(declaration));
  }

  @Override
  public void resource(ResourceDeclaration declaration) {
    for (Instance instance : evaluation.instances(declaration)) {
      evaluation.set(instance, attributes(instance));
    }
  }

  private List<Instance> told(ResourceDeclaration declaration) {
    try {
      return new Expander(evaluation).instances(declaration);
    } catch (DiagnosticException unknown) {
      // Which there will be cannot be told: those that there are then.
      return recorded(declaration);
    }
  }

  private List<Instance> recorded(ResourceDeclaration declaration) {
    Map<String, List<ResourceRecord>> grouped = byDeclaration;
    if (grouped == null) {
      grouped = new HashMap<>();
      for (ResourceRecord record : state.records().values()) {
        String of = record.address().declaration().toString();
        grouped.computeIfAbsent(of, unused -> new ArrayList<>()).add(record);
      }
      byDeclaration = grouped;
    }
    List<Instance> instances = new ArrayList<>();
    for (ModuleInstance module : evaluation.instances(declaration.module())) {
      int index = 0;
      for (ResourceRecord record : grouped.getOrDefault(declaration.address(), List.of())) {
        if (record.address().module().equals(module.path())) {
          instances.add(new Instance(declaration, module, record.address(), index++, null));
        }
      }
    }
    return instances;
  }

  private MapValue attributes(Instance instance) {
    ResourceDeclaration declaration = instance.declaration();
    ResourceRecord record = state.record(instance.address());
    if (record != null && InstancePlanner.isSameType(record, declaration)) {
      return record.attributes();
    }
    try {
      MapValue configuration =
          (MapValue) evaluation.evaluate(declaration.body(), instance).unwrapped();
      return Proposal.of(declaration.type().attributes(), configuration, null);
    } catch (DiagnosticException notNow) {
      return UnknownAttributes.of(declaration.type());
    }
  }
}
