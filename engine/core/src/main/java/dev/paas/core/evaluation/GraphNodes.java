package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a platform's graph, by number. Providers come first, then locals, resources, and of
 * each resource what is known from the file alone; then of each module call its instances, what it
 * waits for, its variables and its outputs; last the collections that something refers to.
 */
final class GraphNodes {
  private final Platform platform;
  private final List<ProviderDeclaration> providers;
  private final Map<String, Integer> providerNodes = new HashMap<>();
  private final List<Local> locals = new ArrayList<>();
  private final int[] firstLocal;
  private final int firstResource;
  private final int firstStatic;
  private final int firstModule;
  private final List<Part> parts = new ArrayList<>();

  /** By the module's index; that of the platform itself is not used. */
  private final List<ModuleNodes> modules = new ArrayList<>();

  private final int fixed;
  private final List<Collection> collections = new ArrayList<>();
  private final Map<List<Object>, Integer> collectionNodes = new HashMap<>();

  /** A local, and the module that it is in. */
  private record Local(ModuleDeclaration module, LocalDeclaration declaration) {}

  /** What a node of a module call stands for. */
  private sealed interface Part {
    ModuleDeclaration module();

    /** Which instances there are. */
    record Expansion(ModuleDeclaration module, ModuleCall call) implements Part {}

    /** What must be there before anything in it. */
    record Gate(ModuleDeclaration module, ModuleCall call) implements Part {}

    /** The value of a variable. */
    record Input(ModuleDeclaration module, ModuleCall call, VariableDeclaration variable)
        implements Part {}

    /** The value of an output. */
    record Output(ModuleDeclaration module, OutputDeclaration output) implements Part {}
  }

  /** The nodes of a module call. */
  private record ModuleNodes(
      int expansion, int gate, Map<String, Integer> inputs, Map<String, Integer> outputs) {}

  /** Several things that something refers to as a whole. */
  private sealed interface Collection {
    /** A section. */
    record Section(ModuleDeclaration module, String name) implements Collection {}

    /** All outputs of a module. */
    record Outputs(ModuleDeclaration module) implements Collection {}

    /** Everything in a module. */
    record Everything(ModuleDeclaration module) implements Collection {}
  }

  GraphNodes(Platform platform) {
    this.platform = platform;
    this.providers = List.copyOf(platform.providers().values());
    for (int i = 0; i < providers.size(); i++) {
      providerNodes.put(providers.get(i).alias(), i);
    }
    this.firstLocal = new int[platform.modules().size()];
    for (ModuleDeclaration module : platform.modules()) {
      firstLocal[module.index()] = providers.size() + locals.size();
      module.locals().values().forEach(local -> locals.add(new Local(module, local)));
    }
    this.firstResource = providers.size() + locals.size();
    this.firstStatic = firstResource + platform.resources().size();
    this.firstModule = firstStatic + platform.resources().size();
    platform.modules().forEach(this::addModule);
    this.fixed = firstModule + parts.size();
  }

  private void addModule(ModuleDeclaration module) {
    ModuleCall call = module.call();
    Map<String, Integer> inputs = new HashMap<>();
    Map<String, Integer> outputs = new HashMap<>();
    if (call == null) {
      modules.add(new ModuleNodes(-1, -1, inputs, outputs));
      return;
    }
    int expansion = add(new Part.Expansion(module, call));
    int gate = add(new Part.Gate(module, call));
    for (VariableDeclaration variable : module.variables().values()) {
      inputs.put(variable.name(), add(new Part.Input(module, call, variable)));
    }
    for (OutputDeclaration output : module.outputs().values()) {
      outputs.put(output.name(), add(new Part.Output(module, output)));
    }
    modules.add(new ModuleNodes(expansion, gate, inputs, outputs));
  }

  private int add(Part part) {
    parts.add(part);
    return firstModule + parts.size() - 1;
  }

  /** How many there are without the collections. */
  int fixed() {
    return fixed;
  }

  /** How many there are, with the collections that something has been found to refer to. */
  int size() {
    return fixed + collections.size();
  }

  int of(ResourceDeclaration resource) {
    return firstResource + resource.index();
  }

  /** How many providers there are; they come first. */
  int providers() {
    return providers.size();
  }

  boolean isResource(int node) {
    return node >= firstResource && node < firstStatic;
  }

  boolean isLookup(int node) {
    return isResource(node) && resource(node).isLookup();
  }

  /** The resource of a node that {@link #isResource} says is one. */
  ResourceDeclaration resource(int node) {
    return platform.resources().get(node - (node < firstStatic ? firstResource : firstStatic));
  }

  private Part part(int node) {
    return parts.get(node - firstModule);
  }

  /** What a node stands for: a provider, resource or module call; {@code null} for others. */
  @Nullable Object declaration(int node) {
    if (node < providers.size()) {
      return providers.get(node);
    }
    if (node >= firstResource && node < firstModule) {
      return resource(node);
    }
    boolean module = node >= firstModule && node < fixed;
    return module && part(node) instanceof Part.Expansion expansion ? expansion.call() : null;
  }

  /** The node of a provider, resource or module call; -1 when it has none. */
  int of(Object declaration) {
    if (declaration instanceof ResourceDeclaration resource) {
      return of(resource);
    }
    return declaration instanceof ModuleCall call
        ? modules.get(body(call).index()).expansion()
        : providerNodes.getOrDefault(((ProviderDeclaration) declaration).alias(), -1);
  }

  /**
   * @param expanded by index the resources whose instances have been visited
   */
  void visit(int node, PlatformGraph.Visitor visitor, BitSet expanded) {
    if (node < providers.size()) {
      visitor.provider(providers.get(node));
    } else if (node >= firstResource && node < firstModule) {
      ResourceDeclaration resource = resource(node);
      boolean fileOnly = node >= firstStatic;
      if (!expanded.get(resource.index()) && (!fileOnly || hasStatic(resource))) {
        expanded.set(resource.index());
        visitor.instances(resource);
      }
      if (!fileOnly) {
        visitor.resource(resource);
      }
    } else if (node >= firstModule && node < fixed) {
      Part part = part(node);
      if (part instanceof Part.Expansion expansion) {
        visitor.module(expansion.call());
      } else if (part instanceof Part.Input input) {
        visitor.input(input.module(), input.variable());
      } else if (part instanceof Part.Output output) {
        visitor.output(output.module(), output.output());
      }
    }
  }

  private static boolean hasStatic(ResourceDeclaration resource) {
    return resource.type().attributes().properties().values().stream()
        .anyMatch(attribute -> attribute.is(Flag.STATIC));
  }

  /** The module whose names the references of a node are. */
  private ModuleDeclaration module(int node) {
    if (node < providers.size()) {
      return platform.root();
    }
    if (node < firstResource) {
      return locals.get(node - providers.size()).module();
    }
    if (node < firstModule) {
      return resource(node).module();
    }
    Part part = part(node);
    if (part instanceof Part.Output output) {
      return output.module();
    }
    ModuleCall call = part.module().call();
    return call == null ? platform.root() : call.caller();
  }

  /** What a node needs beside what it refers to. */
  void implied(int node, IntConsumer sink) {
    if (node < firstResource) {
      return;
    }
    if (node < firstModule) {
      ResourceDeclaration resource = resource(node);
      ModuleNodes own = modules.get(resource.module().index());
      if (own.expansion() >= 0) {
        sink.accept(own.expansion());
      }
      if (node < firstStatic) {
        Integer provider = providerNodes.get(resource.provider());
        if (provider != null) {
          sink.accept(provider);
        }
        if (own.gate() >= 0) {
          sink.accept(own.gate());
        }
      }
      return;
    }
    Part part = part(node);
    ModuleCall call = part.module().call();
    ModuleNodes around = call == null ? null : modules.get(call.caller().index());
    if (part instanceof Part.Expansion && around != null && around.expansion() >= 0) {
      sink.accept(around.expansion());
    } else if (part instanceof Part.Gate && around != null && around.gate() >= 0) {
      sink.accept(around.gate());
    } else if (part instanceof Part.Input || part instanceof Part.Output) {
      sink.accept(modules.get(part.module().index()).expansion());
    }
  }

  /** Takes what a node needs because of a reference. */
  interface EdgeSink {
    void edge(int target, Reference reference);
  }

  /** What a node needs because of its references. */
  void edges(int node, EdgeSink sink) {
    ModuleDeclaration module = module(node);
    references(
        node, reference -> targets(module, reference, target -> sink.edge(target, reference)));
    for (Reference reference : dependsOn(node)) {
      ordered(module, reference, target -> sink.edge(target, reference));
    }
  }

  private List<Reference> dependsOn(int node) {
    if (node >= firstResource && node < firstStatic) {
      return resource(node).dependsOn();
    }
    boolean gate = node >= firstModule && part(node) instanceof Part.Gate;
    return gate ? ((Part.Gate) part(node)).call().dependsOn() : List.of();
  }

  /** The node of what stands in {@code dependsOn}: a module is all that is in it. */
  private void ordered(ModuleDeclaration module, Reference reference, IntConsumer sink) {
    ModuleCall call =
        reference.root().equals(Address.MODULES) ? module.calls().get(reference.name(0)) : null;
    if (call == null) {
      targets(module, reference, sink);
    } else {
      sink.accept(collection(new Collection.Everything(body(call))));
    }
  }

  private void references(int node, Consumer<Reference> sink) {
    if (node < providers.size()) {
      PlatformGraph.references(providers.get(node).configuration(), sink);
    } else if (node < firstResource) {
      PlatformGraph.references(locals.get(node - providers.size()).declaration().value(), sink);
    } else if (node < firstStatic) {
      ofResource(resource(node), sink);
    } else if (node < firstModule) {
      ofStatic(resource(node), sink);
    } else {
      ofPart(part(node), sink);
    }
  }

  private static void ofPart(Part part, Consumer<Reference> sink) {
    if (part instanceof Part.Expansion expansion) {
      PlatformGraph.references(expansion.call().count(), sink);
      PlatformGraph.references(expansion.call().forEach(), sink);
      PlatformGraph.references(expansion.call().when(), sink);
    } else if (part instanceof Part.Input input) {
      PlatformGraph.references(input.call().inputs().get(input.variable().name()), sink);
    } else if (part instanceof Part.Output output) {
      PlatformGraph.references(output.output().value(), sink);
    }
  }

  private static void ofResource(ResourceDeclaration resource, Consumer<Reference> sink) {
    PlatformGraph.references(resource.count(), sink);
    PlatformGraph.references(resource.forEach(), sink);
    PlatformGraph.references(resource.when(), sink);
    PlatformGraph.references(resource.body(), sink);
    PlatformGraph.references(resource.lifecycle().protect(), sink);
    PlatformGraph.references(resource.lifecycle().replaceWhen(), sink);
    resource.lifecycle().forEachCondition(condition -> PlatformGraph.references(condition, sink));
  }

  /** What its static attributes refer to, and what tells which instances there are. */
  private static void ofStatic(ResourceDeclaration resource, Consumer<Reference> sink) {
    boolean any = false;
    for (Map.Entry<String, AttributeSchema> property :
        resource.type().attributes().properties().entrySet()) {
      if (property.getValue().is(Flag.STATIC)) {
        any = true;
        if (resource.body() instanceof MapExpression map) {
          PlatformGraph.references(map.get(property.getKey()), sink);
        }
      }
    }
    if (any) {
      PlatformGraph.references(resource.count(), sink);
      PlatformGraph.references(resource.forEach(), sink);
      PlatformGraph.references(resource.when(), sink);
    }
  }

  /** The nodes of what a reference names; none when that needs no evaluation. */
  private void targets(ModuleDeclaration module, Reference reference, IntConsumer sink) {
    switch (reference.root()) {
      case "locals" -> locals(module, reference, sink);
      case "vars" -> inputs(module, reference, sink);
      case Address.MODULES -> outputs(module, reference, sink);
      default -> {
        int target = resourceTarget(module, reference);
        if (target >= 0) {
          sink.accept(target);
        }
      }
    }
  }

  private void locals(ModuleDeclaration module, Reference reference, IntConsumer sink) {
    int first = firstLocal[module.index()];
    if (reference.steps().isEmpty()) {
      module.locals().values().forEach(local -> sink.accept(first + local.index()));
      return;
    }
    LocalDeclaration local = module.locals().get(reference.name(0));
    if (local != null) {
      sink.accept(first + local.index());
    }
  }

  private void inputs(ModuleDeclaration module, Reference reference, IntConsumer sink) {
    Map<String, Integer> inputs = modules.get(module.index()).inputs();
    if (reference.steps().isEmpty()) {
      inputs.values().forEach(sink::accept);
      return;
    }
    Integer input = inputs.get(reference.name(0));
    if (input != null) {
      sink.accept(input);
    }
  }

  private void outputs(ModuleDeclaration module, Reference reference, IntConsumer sink) {
    if (reference.steps().isEmpty()) {
      for (ModuleCall call : module.calls().values()) {
        sink.accept(collection(new Collection.Outputs(body(call))));
      }
      return;
    }
    ModuleCall call = module.calls().get(reference.name(0));
    if (call == null) {
      return;
    }
    int first = call.hasKeys() ? 2 : 1;
    ModuleDeclaration body = body(call);
    if (reference.steps().size() <= first) {
      sink.accept(collection(new Collection.Outputs(body)));
    } else {
      Integer output = modules.get(body.index()).outputs().get(reference.name(first));
      if (output != null) {
        sink.accept(output);
      }
    }
  }

  private static ModuleDeclaration body(ModuleCall call) {
    ModuleDeclaration body = call.caller().called(call.name());
    if (body == null) {
      throw new IllegalStateException(call.address() + " has no module");
    }
    return body;
  }

  private int resourceTarget(ModuleDeclaration module, Reference reference) {
    Map<String, ResourceDeclaration> section = module.section(reference.root());
    if (section.isEmpty()) {
      return -1;
    }
    if (reference.steps().isEmpty()) {
      return collection(new Collection.Section(module, reference.root()));
    }
    ResourceDeclaration resource = section.get(reference.name(0));
    if (resource == null) {
      return -1;
    }
    return (isStatic(resource, reference) ? firstStatic : firstResource) + resource.index();
  }

  static boolean isStatic(ResourceDeclaration resource, Reference reference) {
    boolean several = resource.isCounted() || resource.isKeyed();
    AttributeSchema attribute =
        resource.type().attributes().properties().get(reference.name(several ? 2 : 1));
    return attribute != null && attribute.is(Flag.STATIC);
  }

  private int collection(Collection collection) {
    List<Object> key =
        collection instanceof Collection.Section section
            ? List.of(section.module().index(), section.name())
            : collection instanceof Collection.Outputs outputs
                ? List.of(outputs.module().index(), 0)
                : List.of(((Collection.Everything) collection).module().index(), 1);
    Integer known = collectionNodes.get(key);
    if (known == null) {
      collections.add(collection);
      known = fixed + collections.size() - 1;
      collectionNodes.put(key, known);
    }
    return known;
  }

  /** What a collection holds. */
  void members(int node, IntConsumer sink) {
    Collection collection = collections.get(node - fixed);
    if (collection instanceof Collection.Section section) {
      section.module().section(section.name()).values().forEach(one -> sink.accept(of(one)));
    } else if (collection instanceof Collection.Outputs outputs) {
      ModuleNodes own = modules.get(outputs.module().index());
      own.outputs().values().forEach(sink::accept);
      sink.accept(own.expansion());
    } else if (collection instanceof Collection.Everything everything) {
      ModuleDeclaration module = everything.module();
      module.resources().forEach(one -> sink.accept(of(one)));
      sink.accept(modules.get(module.index()).expansion());
      for (ModuleCall inner : module.calls().values()) {
        sink.accept(collection(new Collection.Everything(body(inner))));
      }
    }
  }

  /** What messages call a node. */
  String name(int node) {
    if (node < providers.size()) {
      return "providers." + providers.get(node).alias();
    }
    if (node < firstResource) {
      Local local = locals.get(node - providers.size());
      return prefix(local.module()) + "locals." + local.declaration().name();
    }
    if (node < firstModule) {
      return resource(node).address();
    }
    if (node < fixed) {
      return name(part(node));
    }
    Collection collection = collections.get(node - fixed);
    if (collection instanceof Collection.Section section) {
      return prefix(section.module()) + section.name();
    }
    return collection instanceof Collection.Outputs outputs
        ? outputs.module().toString()
        : ((Collection.Everything) collection).module().toString();
  }

  private static String name(Part part) {
    if (part instanceof Part.Input input) {
      return prefix(input.module()) + "vars." + input.variable().name();
    }
    if (part instanceof Part.Output output) {
      return prefix(output.module()) + "outputs." + output.output().name();
    }
    return part.module().toString();
  }

  private static String prefix(ModuleDeclaration module) {
    return module.isRoot() ? "" : module + ".";
  }
}
