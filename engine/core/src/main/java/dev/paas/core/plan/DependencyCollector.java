package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What each declaration directly refers to: resources, not what stands between. Locals, what goes
 * into modules and comes out of them, values that are not kept and provider configurations are
 * looked through; look-ups are there beside what they were read after. Several threads may ask,
 * while none takes note of what is empty.
 */
final class DependencyCollector {
  private final Platform platform;
  private final Map<String, Set<Target>> known = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Resolved> resolved;
  private final Map<Integer, Set<Target>> empty = new HashMap<>();

  /**
   * Something that is referred to, as seen from a module.
   *
   * @param address it, in all instances of the modules that are not given
   * @param exact how many of the calls that lead to it are, with their instances, those of the
   *     module that it is seen from
   */
  private record Target(Address address, int exact) {

    // There are as many as references: what a record gets by itself is slow until it is compiled.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Target that && exact == that.exact && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + exact;
    }

    /** Its address as seen from an instance of the module. */
    Address from(ModulePath owner) {
      if (exact == 0) {
        return address;
      }
      List<ModulePath.Step> steps = new ArrayList<>(owner.steps().subList(0, exact));
      steps.addAll(address.module().steps().subList(exact, address.module().depth()));
      return address.in(new ModulePath(steps));
    }

    /**
     * The same, which is in a called module, as seen from the caller.
     *
     * @param depth how many calls lead to the caller
     * @param key the instance of the call; {@code null} for the only one, or for all
     * @param several whether there may be more than one
     */
    Target outside(int depth, @Nullable Object key, boolean several) {
      if (exact <= depth) {
        return this;
      }
      if (key == null && several) {
        return new Target(address.in(address.module().generalized(depth)).instance(null), depth);
      }
      List<ModulePath.Step> steps = new ArrayList<>(address.module().steps());
      steps.set(depth, new ModulePath.Step(steps.get(depth).name(), key));
      return new Target(address.in(new ModulePath(steps)), depth);
    }
  }

  /**
   * The addresses as seen from an instance of the module.
   *
   * @param owner the instance
   * @param targets what is referred to
   * @param addresses the same from there
   */
  private record Resolved(ModulePath owner, Set<Target> targets, List<Address> addresses) {}

  DependencyCollector(Platform platform) {
    this.platform = platform;
    this.resolved = new AtomicReferenceArray<>(platform.resources().size());
  }

  /**
   * The addresses, in the order of the text; one without an instance stands for all of them, one of
   * a module for all that is in it.
   */
  List<Address> of(ResourceDeclaration resource) {
    return of(resource, resource.module().path());
  }

  /** The same for an instance of the declaration. */
  List<Address> of(Instance instance) {
    return of(instance.declaration(), instance.address().module());
  }

  /**
   * Takes note of a declaration without any instance, before anything that refers to it is asked
   * for. An order passes through it: what refers to it comes after what it refers to itself.
   */
  void empty(ResourceDeclaration resource) {
    Resolved last = resolved.get(resource.index());
    empty.put(resource.index(), last == null ? targets(resource) : last.targets());
  }

  /** The same as seen from an instance of its module. */
  List<Address> of(ResourceDeclaration resource, ModulePath owner) {
    Resolved last = resolved.get(resource.index());
    if (last == null || !last.owner().equals(owner)) {
      Set<Target> targets = last == null ? targets(resource) : last.targets();
      Set<Address> addresses = new LinkedHashSet<>();
      targets.forEach(target -> addresses.add(target.from(owner)));
      addresses.remove(resource.declared().in(owner));
      last = new Resolved(owner, targets, List.copyOf(addresses));
      resolved.set(resource.index(), last);
    }
    return last.addresses();
  }

  private Set<Target> targets(ResourceDeclaration resource) {
    Set<Target> found = new LinkedHashSet<>(provider(resource.provider()));
    add(resource, found);
    found.addAll(call(resource.module()));
    return found;
  }

  private void add(ResourceDeclaration resource, Set<Target> found) {
    ModuleDeclaration module = resource.module();
    add(module, resource.count(), found);
    add(module, resource.forEach(), found);
    add(module, resource.when(), found);
    add(module, resource.body(), found);
    add(module, resource.lifecycle().replaceWhen(), found);
    resource.lifecycle().forEachCondition(condition -> add(module, condition, found));
    resource.dependsOn().forEach(reference -> addOrdered(module, reference, found));
  }

  /** What tells which instances a declaration has. */
  List<Address> ofInstances(ResourceDeclaration resource) {
    if (resource.count() == null && resource.forEach() == null && resource.when() == null) {
      return List.of();
    }
    Set<Target> found = new LinkedHashSet<>();
    add(resource.module(), resource.count(), found);
    add(resource.module(), resource.forEach(), found);
    add(resource.module(), resource.when(), found);
    return seen(found, resource.module());
  }

  /** What the configuration of a provider refers to. */
  List<Address> ofProvider(String alias) {
    return provider(alias).stream().map(Target::address).toList();
  }

  /** What tells which instances of a module there are, and what it waits for. */
  List<Address> of(ModuleCall call) {
    ModuleDeclaration body = call.caller().called(call.name());
    return body == null ? List.of() : seen(call(body), call.caller());
  }

  /** What a variable of a module is set from. */
  List<Address> of(ModuleDeclaration module, VariableDeclaration variable) {
    ModuleCall call = module.call();
    return call == null ? List.of() : seen(input(module, variable.name()), call.caller());
  }

  /** What an output of a module is made from. */
  List<Address> of(ModuleDeclaration module, OutputDeclaration output) {
    return seen(output(module, output.name()), module);
  }

  private static List<Address> seen(Set<Target> targets, ModuleDeclaration from) {
    return targets.stream().map(target -> target.from(from.path())).toList();
  }

  private Set<Target> provider(String alias) {
    return once(
        "providers." + alias,
        found -> {
          ProviderDeclaration provider = platform.providers().get(alias);
          if (provider != null) {
            add(platform.root(), provider.configuration(), found);
          }
        });
  }

  /** What all that is in a module depends on because of the calls that lead to it. */
  private Set<Target> call(ModuleDeclaration module) {
    ModuleCall call = module.call();
    if (call == null) {
      return Set.of();
    }
    return once(
        module.index() + ".call",
        found -> {
          found.addAll(call(call.caller()));
          add(call.caller(), call.count(), found);
          add(call.caller(), call.forEach(), found);
          add(call.caller(), call.when(), found);
          call.dependsOn().forEach(reference -> addOrdered(call.caller(), reference, found));
        });
  }

  private Set<Target> input(ModuleDeclaration module, String name) {
    ModuleCall call = module.call();
    return once(
        module.index() + ".vars." + name,
        found -> {
          if (call != null) {
            add(call.caller(), call.inputs().get(name), found);
          }
        });
  }

  private Set<Target> output(ModuleDeclaration module, String name) {
    return once(
        module.index() + ".outputs." + name,
        found -> {
          OutputDeclaration output = module.outputs().get(name);
          if (output != null) {
            add(module, output.value(), found);
          }
        });
  }

  /** The resources that a look-up is read after. */
  private Set<Target> behind(ResourceDeclaration lookup) {
    return once(
        "lookups." + lookup.index(),
        found -> {
          for (Target target : targets(lookup)) {
            if (!isLookup(target.address())) {
              found.add(target);
            }
          }
        });
  }

  /** Whether an address is that of a look-up. */
  static boolean isLookup(Address address) {
    return address.section().equals(CoreSchemas.DATA);
  }

  /** What an instance depends on by name: itself, or because of the modules that it is in. */
  List<Address> byName(Instance instance) {
    ResourceDeclaration declaration = instance.declaration();
    Set<Target> found = new LinkedHashSet<>();
    declaration
        .dependsOn()
        .forEach(reference -> addOrdered(declaration.module(), reference, found));
    ModuleCall call = declaration.module().call();
    while (call != null) {
      ModuleDeclaration caller = call.caller();
      call.dependsOn().forEach(reference -> addOrdered(caller, reference, found));
      call = caller.call();
    }
    ModulePath owner = instance.address().module();
    return found.stream().map(target -> target.from(owner)).toList();
  }

  private Set<Target> local(ModuleDeclaration module, String name) {
    return once(
        module.index() + ".locals." + name,
        found -> {
          LocalDeclaration local = module.locals().get(name);
          if (local != null) {
            add(module, local.value(), found);
          }
        });
  }

  private Set<Target> once(String key, Consumer<Set<Target>> collect) {
    Set<Target> found = known.get(key);
    if (found == null) {
      found = new LinkedHashSet<>();
      collect.accept(found);
      known.put(key, found);
    }
    return found;
  }

  private void add(ModuleDeclaration module, @Nullable Expression expression, Set<Target> found) {
    if (expression != null && !expression.isLiteral()) {
      expression.forEachReference(reference -> add(module, reference, found));
    }
  }

  private void add(ModuleDeclaration module, Reference reference, Set<Target> found) {
    switch (reference.root()) {
      case "locals" ->
          named(reference, module.locals().keySet(), name -> found.addAll(local(module, name)));
      case "vars" -> {
        if (!module.isRoot()) {
          named(reference, module.variables().keySet(), name -> found.addAll(input(module, name)));
        }
      }
      case Address.MODULES ->
          named(
              reference,
              module.calls().keySet(),
              name -> addOutputs(module, name, reference, found));
      default -> addSection(module, reference, found);
    }
  }

  /** What a reference names of a collection: one of it, or all. */
  private static void named(Reference reference, Set<String> all, Consumer<String> sink) {
    if (reference.steps().isEmpty()) {
      all.forEach(sink);
    } else if (all.contains(reference.name(0))) {
      sink.accept(reference.name(0));
    }
  }

  private void addOutputs(
      ModuleDeclaration module, String name, Reference reference, Set<Target> found) {
    ModuleCall call = module.calls().get(name);
    ModuleDeclaration body = module.called(name);
    if (call == null || body == null) {
      return;
    }
    boolean several = call.hasKeys();
    Object key = several && reference.steps().size() > 1 ? reference.steps().get(1) : null;
    int first = several ? 2 : 1;
    Set<String> outputs =
        reference.steps().size() > first ? Set.of(reference.name(first)) : body.outputs().keySet();
    int depth = module.path().depth();
    for (String output : outputs) {
      for (Target target : output(body, output)) {
        found.add(target.outside(depth, key, several));
      }
    }
  }

  /** What stands in {@code dependsOn}: a module is all that is in it. */
  private void addOrdered(ModuleDeclaration module, Reference reference, Set<Target> found) {
    ModuleCall call =
        reference.root().equals(Address.MODULES) ? module.calls().get(reference.name(0)) : null;
    if (call == null) {
      add(module, reference, found);
      return;
    }
    Object key = call.hasKeys() && reference.steps().size() > 1 ? reference.steps().get(1) : null;
    found.add(new Target(call.address().instance(key), module.path().depth()));
  }

  private void addSection(ModuleDeclaration module, Reference reference, Set<Target> found) {
    Map<String, ResourceDeclaration> section = module.section(reference.root());
    if (reference.steps().isEmpty()) {
      section.values().forEach(each -> addResource(each, null, found));
      return;
    }
    ResourceDeclaration target = section.get(reference.name(0));
    if (target != null && !PlatformGraph.isStatic(target, reference)) {
      boolean several = target.isCounted() || target.isKeyed();
      Object key = several && reference.steps().size() > 1 ? reference.steps().get(1) : null;
      addResource(target, key, found);
    }
  }

  private void addResource(ResourceDeclaration target, @Nullable Object key, Set<Target> found) {
    if (target.ephemeral()) {
      add(target, found);
      return;
    }
    found.add(new Target(target.declared().instance(key), target.module().path().depth()));
    found.addAll(empty.getOrDefault(target.index(), Set.of()));
    if (target.isLookup()) {
      // It is not recorded: what it was read after stands for it there.
      found.addAll(behind(target));
    }
  }
}
