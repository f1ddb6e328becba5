package dev.paas.core.why;

import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.ModuleInstance;
import dev.paas.core.expression.Reference;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What references lead to. */
final class Targets {
  private final PlannedPlatform planned;

  /**
   * The instances of a resource that a reference leads to.
   *
   * @param declaration the resource
   * @param instances those of its planned instances that are meant
   * @param inside the steps into their attributes
   */
  record Resources(
      ResourceDeclaration declaration, List<PlannedInstance> instances, List<Object> inside) {}

  /**
   * An output of a module that a reference leads to.
   *
   * @param declaration the output
   * @param modules the instances of the module that are meant
   * @param inside the steps into its value
   */
  record Output(OutputDeclaration declaration, List<ModuleInstance> modules, List<Object> inside) {}

  Targets(PlannedPlatform planned) {
    this.planned = planned;
  }

  /** The resources that a reference in {@code scope} names; {@code null} when it names none. */
  @Nullable Resources resources(Reference reference, ModuleInstance scope) {
    ResourceDeclaration target = scope.declaration().resource(reference.root(), reference.name(0));
    if (target == null) {
      return null;
    }
    boolean several = target.isCounted() || target.isKeyed();
    Object key = several && reference.steps().size() > 1 ? reference.steps().get(1) : null;
    List<PlannedInstance> instances = new ArrayList<>();
    ModuleInstance owner = owner(scope, target.module());
    if (owner != null) {
      for (Instance instance : planned.evaluation().instances(owner, target)) {
        PlannedInstance one = planned.instances().get(instance.address());
        if (one != null && (key == null || key.equals(instance.address().key()))) {
          instances.add(one);
        }
      }
    }
    return new Resources(target, instances, from(reference, several ? 2 : 1));
  }

  private static @Nullable ModuleInstance owner(ModuleInstance scope, ModuleDeclaration module) {
    ModuleInstance owner = scope;
    while (owner != null && owner.declaration() != module) {
      owner = owner.parent();
    }
    return owner;
  }

  /** The output of a module that a reference in {@code scope} names; {@code null} for none. */
  @Nullable Output output(Reference reference, ModuleInstance scope) {
    ModuleCall call = scope.declaration().calls().get(reference.name(0));
    ModuleDeclaration called = scope.declaration().called(reference.name(0));
    if (call == null || called == null) {
      return null;
    }
    int first = call.hasKeys() ? 2 : 1;
    OutputDeclaration output = called.outputs().get(reference.name(first));
    if (output == null) {
      return null;
    }
    Object key = call.hasKeys() ? reference.steps().get(1) : null;
    List<ModuleInstance> modules = new ArrayList<>();
    for (ModuleInstance module : planned.evaluation().instances(called)) {
      Object own = module.path().steps().get(module.path().depth() - 1).key();
      if (module.parent() == scope && (key == null || key.equals(own))) {
        modules.add(module);
      }
    }
    return new Output(output, modules, from(reference, first + 1));
  }

  private static List<Object> from(Reference reference, int first) {
    List<Object> steps = reference.steps();
    return steps.size() <= first ? List.of() : steps.subList(first, steps.size());
  }
}
