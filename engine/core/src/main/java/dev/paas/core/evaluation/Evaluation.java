package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Evaluator;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.Navigation;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.Templates;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of everything that has a name. Whoever evaluates sees to the order: a resource's value
 * must be set before something that refers to it is evaluated. Safe for several threads.
 */
public final class Evaluation {
  private final Platform platform;
  private final MapValue variables;
  private final Map<String, String> environment;
  private final Templates templates;
  private final Instant time;
  private final ModuleInstance root;
  private final ModuleValues moduleValues = new ModuleValues(this);
  private final AtomicLong version = new AtomicLong();
  private volatile boolean keepsUnknown = true;

  /** The instances of each module, by its index. */
  private final AtomicReferenceArray<@Nullable List<ModuleInstance>> modules;

  /** Declarations and module calls of which it is not known which instances they have. */
  private final Set<Object> deferred = ConcurrentHashMap.newKeySet();

  /**
   * @param environment the caller's environment variables
   * @param time the time of the plan
   */
  public Evaluation(
      Platform platform, Map<String, String> environment, Templates templates, Instant time) {
    this.platform = platform;
    this.variables = Value.map(platform.variableValues());
    this.environment = Map.copyOf(environment);
    this.templates = templates;
    this.time = time;
    this.root = new ModuleInstance(platform.root(), null, ModulePath.ROOT, 0, null);
    this.modules = new AtomicReferenceArray<>(platform.modules().size());
    modules.set(0, List.of(root));
  }

  public Platform platform() {
    return platform;
  }

  /** The time of the plan. */
  public Instant time() {
    return time;
  }

  /** The caller's environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The platform itself, as the instance of a module. */
  public ModuleInstance root() {
    return root;
  }

  /** The instances of a module, in order; empty before the call of it is expanded. */
  public List<ModuleInstance> instances(ModuleDeclaration module) {
    List<ModuleInstance> instances = modules.get(module.index());
    return instances == null ? List.of() : instances;
  }

  /**
   * The platform itself, then each instance of a module, with those in it, as the file has them.
   */
  public List<ModuleInstance> modules() {
    List<ModuleInstance> all = new ArrayList<>();
    Deque<ModuleInstance> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      ModuleInstance next = open.pop();
      all.add(next);
      for (int i = next.calls.length() - 1; i >= 0; i--) {
        ModuleInstances inner = next.calls.get(i);
        for (int j = inner == null ? -1 : inner.all().size() - 1; j >= 0; j--) {
          open.push(inner.all().get(j));
        }
      }
    }
    return all;
  }

  /** Sets which instances a module call has, in all instances of its caller. */
  public void expand(ModuleCall call, List<ModuleInstance> instances) {
    Map<ModuleInstance, List<ModuleInstance>> byCaller = new HashMap<>();
    for (ModuleInstance instance : instances) {
      ModuleInstance caller = Objects.requireNonNull(instance.parent());
      byCaller.computeIfAbsent(caller, unused -> new ArrayList<>()).add(instance);
    }
    for (ModuleInstance caller : instances(call.caller())) {
      caller.calls.set(
          call.position(), ModuleInstances.of(byCaller.getOrDefault(caller, List.of())));
    }
    ModuleDeclaration module = Objects.requireNonNull(call.caller().called(call.name()));
    modules.set(module.index(), List.copyOf(instances));
  }

  /** Says that it is not known which instances a declaration has: what refers to it is unknown. */
  public void defer(ResourceDeclaration declaration) {
    deferred.add(declaration.index());
    expand(declaration, List.of());
  }

  /** The same of a module call. */
  public void defer(ModuleCall call) {
    deferred.add(call.address());
    expand(call, List.of());
  }

  /** Whether it is not known which instances a declaration has. */
  public boolean isDeferred(ResourceDeclaration declaration) {
    return !deferred.isEmpty() && deferred.contains(declaration.index());
  }

  /** Whether it is not known which instances a module call has. */
  public boolean isDeferred(ModuleCall call) {
    return !deferred.isEmpty() && deferred.contains(call.address());
  }

  /** Sets which instances a declaration has, in all instances of its module. */
  public void expand(ResourceDeclaration declaration, List<Instance> instances) {
    int position = platform.position(declaration);
    if (declaration.module().isRoot()) {
      root.resources.set(position, Instances.of(instances));
      return;
    }
    Map<ModuleInstance, List<Instance>> byModule = new HashMap<>();
    for (Instance instance : instances) {
      byModule.computeIfAbsent(instance.module(), unused -> new ArrayList<>()).add(instance);
    }
    for (ModuleInstance module : instances(declaration.module())) {
      module.resources.set(position, Instances.of(byModule.getOrDefault(module, List.of())));
    }
  }

  /** The instances of a declaration, those of each instance of its module; empty before that. */
  public List<Instance> instances(ResourceDeclaration declaration) {
    if (declaration.module().isRoot()) {
      return instances(root, declaration);
    }
    List<Instance> all = new ArrayList<>();
    for (ModuleInstance module : instances(declaration.module())) {
      all.addAll(instances(module, declaration));
    }
    return all;
  }

  /** The instances of a declaration in one instance of its module; empty before it is expanded. */
  public List<Instance> instances(ModuleInstance module, ResourceDeclaration declaration) {
    Instances instances = module.resources.get(platform.position(declaration));
    return instances == null ? List.of() : instances.all();
  }

  /** The instance at an address; {@code null} when there is none. */
  public @Nullable Instance instance(Address address) {
    ResourceDeclaration declaration = platform.resource(address);
    ModuleInstance module = root;
    for (ModulePath.Step step : address.module().steps()) {
      ModuleCall call = module.declaration().calls().get(step.name());
      ModuleInstances inner = call == null ? null : module.calls.get(call.position());
      ModuleInstance next =
          inner == null ? null : inner.byKey().get(step.key() == null ? "" : step.key());
      if (next == null) {
        return null;
      }
      module = next;
    }
    Instances instances =
        declaration == null ? null : module.resources.get(platform.position(declaration));
    Object key = address.key();
    return instances == null ? null : instances.byKey().get(key == null ? "" : key);
  }

  private @Nullable Instances siblings(Instance instance) {
    return instance.module().resources.get(platform.position(instance.declaration()));
  }

  /** Sets the attributes of an instance. */
  public void set(Instance instance, MapValue attributes) {
    Instances instances = siblings(instance);
    if (instances == null) {
      throw new IllegalStateException(instance.address() + " was not expanded");
    }
    instances.values().set(instance.index(), attributes);
    instances.version().incrementAndGet();
    version.incrementAndGet();
  }

  /** The attributes of an instance; {@code null} when they are not set yet. */
  public @Nullable MapValue get(Instance instance) {
    Instances instances = siblings(instance);
    return instances == null ? null : instances.values().get(instance.index());
  }

  /** Evaluates an expression of the platform itself that belongs to no instance. */
  public Value evaluate(Expression expression) {
    return evaluate(expression, root);
  }

  /** Evaluates an expression of an instance of a module that belongs to no resource instance. */
  public Value evaluate(Expression expression, ModuleInstance module) {
    return Evaluator.evaluate(expression, new Names(module, null));
  }

  /** What an expression of the platform itself sees that belongs to no instance. */
  public Scope scope() {
    return new Names(root, null);
  }

  /** What an expression of an instance of a module sees; with {@code each} of what is called. */
  Scope scope(ModuleInstance module, @Nullable ModuleInstance called) {
    return new Names(module, called);
  }

  /** Evaluates an expression of an instance. */
  public Value evaluate(Expression expression, Instance instance) {
    return Evaluator.evaluate(expression, new Names(instance.module(), instance));
  }

  /** Evaluates an expression of the platform itself with an {@code each} of its own. */
  Value evaluateEach(Expression expression, Each each) {
    return Evaluator.evaluate(expression, new Names(root, each));
  }

  /** Evaluates what a module call sets one of its variables to, for one of its instances. */
  Value evaluateInput(Expression expression, ModuleInstance called) {
    return Evaluator.evaluate(
        expression, new Names(Objects.requireNonNull(called.parent()), called));
  }

  /**
   * Evaluates a variable of a module in one instance of it, so that what is wrong with it is told.
   *
   * @throws DiagnosticException when it cannot have that value
   */
  public void checkInput(ModuleInstance module, VariableDeclaration variable) {
    Value unused = moduleValues.input(module, variable);
  }

  /**
   * Evaluates an output of a module in one instance of it, so that what is wrong with it is told.
   *
   * @throws DiagnosticException when it cannot be evaluated
   */
  public void checkOutput(ModuleInstance module, OutputDeclaration output) {
    Value unused = moduleValues.output(module, output);
  }

  /** What has been computed before, as long as nothing was set that could change it. */
  Value known(ModuleInstance module, String name, Supplier<Value> compute) {
    ModuleInstance.Known known = module.named.get(name);
    long now = version.get();
    if (known == null || (known.version() != now && known.version() >= 0)) {
      Value value = compute.get();
      boolean forGood = keepsUnknown || value.isWhollyKnown();
      known = new ModuleInstance.Known(value, forGood ? -1 : now);
      module.named.put(name, known);
    }
    return known.value();
  }

  /** What the expressions of an instance see. */
  private final class Names implements Scope {
    private final ModuleInstance module;
    private final @Nullable Each each;

    Names(ModuleInstance module, @Nullable Each each) {
      this.module = module;
      this.each = each;
    }

    @Override
    public Value resolve(Reference reference) {
      return switch (reference.root()) {
        case "vars" ->
            module.declaration().isRoot()
                ? Navigation.into(variables, reference, 0)
                : moduleValues.variable(module, reference);
        case "locals" -> local(module, reference);
        case "env" -> environmentVariable(reference);
        case "platform" -> Navigation.into(platformValue(), reference, 0);
        case "each" -> each(reference);
        case "self" -> self(reference);
        case "modules" -> moduleValues.outputs(module, reference);
        default -> resource(module, reference);
      };
    }

    private Value self(Reference reference) {
      Instance owner = each instanceof Instance instance ? instance : null;
      MapValue attributes = owner == null ? null : get(owner);
      if (owner == null || attributes == null) {
        throw unknown(reference, "there is no " + reference + " here", List.of());
      }
      AttributeSchema schema =
          owner.declaration().type().attributes().properties().get(reference.name(0));
      return schema != null && !attributes.has(reference.name(0))
          ? Navigation.into(Value.nullValue(), reference, 1)
          : Navigation.into(attributes, reference, 0);
    }

    private Value each(Reference reference) {
      Each current = each;
      Value value = current == null ? null : eachOf(current, reference.name(0));
      if (value == null) {
        throw unknown(reference, "there is no " + reference + " here", List.of());
      }
      return Navigation.into(value, reference, 1);
    }

    /** What was unknown when the instances were made is looked up again while values get known. */
    private @Nullable Value eachOf(Each current, String name) {
      Value value = current.each(name);
      if (value == null || keepsUnknown || value.isWhollyKnown()) {
        return value;
      }
      Expression forEach = null;
      Object key = null;
      if (current instanceof Instance instance) {
        forEach = instance.declaration().forEach();
        key = instance.address().key();
      } else if (current instanceof ModuleInstance called) {
        ModuleCall call = called.declaration().call();
        forEach = call == null ? null : call.forEach();
        key = called.key();
      }
      return forEach != null && evaluate(forEach, module).unwrapped() instanceof MapValue map
          ? map.get(String.valueOf(key))
          : value;
    }

    @Override
    public Path directory() {
      return module.declaration().directory();
    }

    @Override
    public Templates templates() {
      return templates;
    }

    @Override
    public Instant time() {
      return time;
    }
  }

  private MapValue platformValue() {
    return MapValue.builder()
        .put("name", platform.identity().name())
        .put("environment", platform.identity().environment())
        .build();
  }

  private Value environmentVariable(Reference reference) {
    String name = reference.name(0);
    String value = environment.get(name);
    if (value == null || reference.steps().size() != 1) {
      throw Diagnostic.error(
              Problem.REFERENCE_UNKNOWN_NAME,
              "the environment variable " + (name.isEmpty() ? reference : name) + " is not set")
          .hint("Set it, or use a variable with a default instead.")
          .at(reference.span())
          .toException();
    }
    return Value.of(value);
  }

  private Value local(ModuleInstance module, Reference reference) {
    Map<String, LocalDeclaration> declared = module.declaration().locals();
    if (reference.steps().isEmpty()) {
      MapValue.Builder all = MapValue.builder();
      declared.values().forEach(local -> all.put(local.name(), local(module, local)));
      return all.build();
    }
    LocalDeclaration local = declared.get(reference.name(0));
    if (local == null) {
      throw unknown(
          reference, "there is no local \"" + reference.name(0) + "\"", declared.keySet());
    }
    return Navigation.into(local(module, local), reference, 1);
  }

  private Value local(ModuleInstance module, LocalDeclaration local) {
    return known(module, "locals." + local.name(), () -> evaluate(local.value(), module));
  }

  /** From now on values get known: what is computed from them is computed again until they are. */
  public void beginApply() {
    keepsUnknown = false;
    for (ModuleDeclaration module : platform.modules()) {
      instances(module).forEach(instance -> instance.named.clear());
    }
  }

  private Value resource(ModuleInstance from, Reference reference) {
    ModuleDeclaration names = from.declaration();
    if (reference.steps().isEmpty()) {
      MapValue.Builder section = MapValue.builder();
      names
          .section(reference.root())
          .values()
          .forEach(each -> section.put(each.name(), all(from.owner(each), each, reference)));
      return section.build();
    }
    ResourceDeclaration declaration = names.resource(reference.root(), reference.name(0));
    if (declaration == null) {
      throw unknown(
          reference,
          "there is no \"" + reference.steps().get(0) + "\" in " + reference.root(),
          names.section(reference.root()).keySet());
    }
    ModuleInstance module = from.owner(declaration);
    boolean several = declaration.isCounted() || declaration.isKeyed();
    if (isDeferred(declaration)) {
      return UnknownAttributes.at(declaration.type(), reference, several ? 2 : 1);
    }
    if (several && reference.steps().size() == 1) {
      return all(module, declaration, reference);
    }
    Object key = several ? reference.steps().get(1) : "";
    Instance instance = instance(module, declaration, key, reference);
    return attribute(instance, reference, several ? 2 : 1);
  }

  private Value all(ModuleInstance module, ResourceDeclaration declaration, Reference reference) {
    if (isDeferred(declaration)) {
      return Value.unknown();
    }
    Instances instances = module.resources.get(platform.position(declaration));
    if (instances == null) {
      return together(module, declaration, reference);
    }
    int version = instances.version().get();
    Instances.Whole known = instances.whole().get();
    if (known == null || known.version() != version) {
      known = new Instances.Whole(version, together(module, declaration, reference));
      instances.whole().set(known);
    }
    return known.value();
  }

  private Value together(
      ModuleInstance module, ResourceDeclaration declaration, Reference reference) {
    if (declaration.isCounted()) {
      List<Value> values = new ArrayList<>();
      for (Instance instance : instances(module, declaration)) {
        values.add(whole(instance, reference));
      }
      return Value.list(values);
    }
    if (declaration.isKeyed()) {
      MapValue.Builder values = MapValue.builder();
      for (Instance instance : instances(module, declaration)) {
        values.put(String.valueOf(instance.address().key()), whole(instance, reference));
      }
      return values.build();
    }
    List<Instance> only = instances(module, declaration);
    return only.isEmpty() ? Value.nullValue() : whole(only.get(0), reference);
  }

  private Instance instance(
      ModuleInstance module, ResourceDeclaration declaration, Object key, Reference reference) {
    Instances instances = module.resources.get(platform.position(declaration));
    Instance instance = instances == null ? null : instances.byKey().get(key);
    if (instance != null) {
      return instance;
    }
    if (instances == null) {
      throw new IllegalStateException(declaration.address() + " is not expanded yet");
    }
    Diagnostic.Builder error;
    if (key.equals("")) {
      error =
          Diagnostic.error(Problem.REFERENCE_NO_INSTANCE, declaration.address() + " is not there")
              .detail("Its condition, when, is false.")
              .hint("Give what refers to it the same condition.");
    } else {
      String shown = key instanceof Integer ? "[" + key + "]" : "[\"" + key + "\"]";
      List<String> keys = new ArrayList<>();
      instances.all().forEach(one -> keys.add(String.valueOf(one.address().key())));
      error =
          Diagnostic.error(
                  Problem.REFERENCE_NO_INSTANCE,
                  declaration.address() + " has no instance " + shown)
              .detail(
                  keys.isEmpty()
                      ? "It has no instance at all."
                      : "It has: " + DidYouMean.list(keys) + ".")
              .hint(nearestKey(key, keys));
    }
    throw error
        .at(reference.span())
        .related(declaration.key().span(), "declared here")
        .toException();
  }

  private static @Nullable String nearestKey(Object key, List<String> keys) {
    String nearest = key instanceof String typed ? DidYouMean.nearest(typed, keys) : null;
    return nearest == null ? null : "Did you mean [\"" + nearest + "\"]?";
  }

  private MapValue whole(Instance instance, Reference reference) {
    MapValue attributes = get(instance);
    if (attributes == null) {
      throw new IllegalStateException(
          reference + " was evaluated before " + instance.address() + " was known");
    }
    return attributes;
  }

  private Value attribute(Instance instance, Reference reference, int first) {
    if (reference.steps().size() == first) {
      return whole(instance, reference);
    }
    String name = reference.name(first);
    AttributeSchema schema = instance.declaration().type().attributes().properties().get(name);
    if (schema != null && schema.is(Flag.STATIC)) {
      return staticAttribute(instance, name, schema, reference, first);
    }
    MapValue attributes = whole(instance, reference);
    Value value = attributes.get(name);
    if (value == null && schema != null) {
      return Navigation.into(Value.nullValue(), reference, first + 1);
    }
    return value == null
        ? Navigation.into(attributes, reference, first)
        : Navigation.into(value, reference, first + 1);
  }

  /** An attribute that is known from the file alone: nothing of the resource need be known. */
  private Value staticAttribute(
      Instance instance, String name, AttributeSchema schema, Reference reference, int first) {
    if (schema.isReadOnly()) {
      return Navigation.into(Value.of(instance.host()), reference, first + 1);
    }
    Expression body = instance.declaration().body();
    Value value = null;
    if (body instanceof MapExpression map) {
      Expression entry = map.get(name);
      value = entry == null ? null : evaluate(entry, instance);
    } else if (evaluate(body, instance) instanceof MapValue map) {
      value = map.get(name);
    }
    Value fallback = schema.defaultValue();
    Value known = value != null ? value : fallback != null ? fallback : Value.nullValue();
    return Navigation.into(known, reference, first + 1);
  }

  /** The static attributes that the engine computes, such as {@code host}. */
  public MapValue engineComputed(Instance instance) {
    MapValue computed = MapValue.empty();
    Map<String, AttributeSchema> attributes =
        instance.declaration().type().attributes().properties();
    for (Map.Entry<String, AttributeSchema> attribute : attributes.entrySet()) {
      if (attribute.getValue().is(Flag.STATIC) && attribute.getValue().isReadOnly()) {
        computed = computed.with(attribute.getKey(), Value.of(instance.host()));
      }
    }
    return computed;
  }

  private static DiagnosticException unknown(
      Reference reference, String what, java.util.Collection<String> names) {
    return Diagnostic.error(Problem.REFERENCE_UNKNOWN_NAME, what)
        .hint(DidYouMean.hint(reference.name(0), names))
        .at(reference.span())
        .toException();
  }
}
