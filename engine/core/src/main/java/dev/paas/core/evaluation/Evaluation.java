package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
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
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
  private final AtomicReferenceArray<@Nullable Value> locals;
  private volatile boolean keepsUnknown = true;
  private final AtomicReferenceArray<@Nullable Instances> resources;

  /**
   * The instances of a declaration with their values.
   *
   * @param all in order
   * @param byKey the instance of each key
   * @param values the attributes of each, once they are known
   * @param version how often a value was set
   * @param whole all values as one, kept until one of them is set
   */
  private record Instances(
      List<Instance> all,
      Map<Object, Instance> byKey,
      AtomicReferenceArray<@Nullable MapValue> values,
      AtomicInteger version,
      AtomicReference<@Nullable Whole> whole) {}

  /** The values of all instances as they were at a version. */
  private record Whole(int version, Value value) {}

  public Evaluation(Platform platform, Map<String, String> environment, Templates templates) {
    this.platform = platform;
    this.variables = Value.map(platform.variableValues());
    this.environment = Map.copyOf(environment);
    this.templates = templates;
    this.locals = new AtomicReferenceArray<>(platform.locals().size());
    this.resources = new AtomicReferenceArray<>(platform.resources().size());
  }

  public Platform platform() {
    return platform;
  }

  /** The caller's environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Sets which instances a declaration has. */
  public void expand(ResourceDeclaration declaration, List<Instance> instances) {
    Map<Object, Instance> byKey = new ConcurrentHashMap<>(instances.size() * 2);
    for (Instance instance : instances) {
      Object key = instance.address().key();
      byKey.put(key == null ? "" : key, instance);
    }
    resources.set(
        declaration.index(),
        new Instances(
            List.copyOf(instances),
            byKey,
            new AtomicReferenceArray<>(instances.size()),
            new AtomicInteger(),
            new AtomicReference<>()));
  }

  /** The instances of a declaration; empty before it is expanded. */
  public List<Instance> instances(ResourceDeclaration declaration) {
    Instances instances = resources.get(declaration.index());
    return instances == null ? List.of() : instances.all();
  }

  /** The instance at an address; {@code null} when there is none. */
  public @Nullable Instance instance(Address address) {
    ResourceDeclaration declaration = platform.resource(address.section(), address.name());
    Instances instances = declaration == null ? null : resources.get(declaration.index());
    Object key = address.key();
    return instances == null ? null : instances.byKey().get(key == null ? "" : key);
  }

  /** Sets the attributes of an instance. */
  public void set(Instance instance, MapValue attributes) {
    Instances instances = resources.get(instance.declaration().index());
    if (instances == null) {
      throw new IllegalStateException(instance.address() + " was not expanded");
    }
    instances.values().set(instance.index(), attributes);
    instances.version().incrementAndGet();
  }

  /** The attributes of an instance; {@code null} when they are not set yet. */
  public @Nullable MapValue get(Instance instance) {
    Instances instances = resources.get(instance.declaration().index());
    return instances == null ? null : instances.values().get(instance.index());
  }

  /** Evaluates an expression that belongs to no instance. */
  public Value evaluate(Expression expression) {
    return Evaluator.evaluate(expression, new InstanceScope(null));
  }

  /** Evaluates an expression of an instance. */
  public Value evaluate(Expression expression, Instance instance) {
    return Evaluator.evaluate(expression, new InstanceScope(instance));
  }

  /** What an expression of an instance sees. */
  private final class InstanceScope implements Scope {
    private final @Nullable Instance instance;

    InstanceScope(@Nullable Instance instance) {
      this.instance = instance;
    }

    @Override
    public Value resolve(Reference reference) {
      return switch (reference.root()) {
        case "vars" -> Navigation.into(variables, reference, 0);
        case "locals" -> local(reference);
        case "env" -> environmentVariable(reference);
        case "platform" -> Navigation.into(platformValue(), reference, 0);
        case "each" -> each(reference);
        case "self" -> self(reference);
        default -> resource(reference);
      };
    }

    private Value self(Reference reference) {
      Instance current = instance;
      MapValue attributes = current == null ? null : get(current);
      if (current == null || attributes == null) {
        throw unknown(reference, "there is no " + reference + " here", List.of());
      }
      AttributeSchema schema =
          current.declaration().type().attributes().properties().get(reference.name(0));
      return schema != null && !attributes.has(reference.name(0))
          ? Navigation.into(Value.nullValue(), reference, 1)
          : Navigation.into(attributes, reference, 0);
    }

    private Value each(Reference reference) {
      Instance current = instance;
      Value value = current == null ? null : eachOf(current, reference.name(0));
      if (value == null) {
        throw unknown(reference, "there is no " + reference + " here", List.of());
      }
      return Navigation.into(value, reference, 1);
    }

    /** What was unknown when the instances were made is looked up again while values get known. */
    private @Nullable Value eachOf(Instance current, String name) {
      Value value = current.each(name);
      Expression forEach = current.declaration().forEach();
      if (value == null || keepsUnknown || value.isWhollyKnown() || forEach == null) {
        return value;
      }
      String key = String.valueOf(current.address().key());
      return evaluate(forEach).unwrapped() instanceof MapValue map ? map.get(key) : value;
    }

    @Override
    public Path directory() {
      return platform.directory();
    }

    @Override
    public Templates templates() {
      return templates;
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

  private Value local(Reference reference) {
    if (reference.steps().isEmpty()) {
      MapValue.Builder all = MapValue.builder();
      platform.locals().values().forEach(local -> all.put(local.name(), local(local)));
      return all.build();
    }
    LocalDeclaration local = platform.locals().get(reference.name(0));
    if (local == null) {
      throw unknown(
          reference, "there is no local \"" + reference.name(0) + "\"", platform.locals().keySet());
    }
    return Navigation.into(local(local), reference, 1);
  }

  private Value local(LocalDeclaration local) {
    Value known = locals.get(local.index());
    if (known == null) {
      known = evaluate(local.value());
      if (keepsUnknown || known.isWhollyKnown()) {
        locals.set(local.index(), known);
      }
    }
    return known;
  }

  /** From now on values get known: those of locals are computed again until they are. */
  public void beginApply() {
    keepsUnknown = false;
    for (int i = 0; i < locals.length(); i++) {
      locals.set(i, null);
    }
  }

  private Value resource(Reference reference) {
    if (reference.steps().isEmpty()) {
      MapValue.Builder section = MapValue.builder();
      platform
          .section(reference.root())
          .values()
          .forEach(declaration -> section.put(declaration.name(), all(declaration, reference)));
      return section.build();
    }
    ResourceDeclaration declaration = platform.resource(reference.root(), reference.name(0));
    if (declaration == null) {
      throw unknown(
          reference,
          "there is no \"" + reference.steps().get(0) + "\" in " + reference.root(),
          platform.section(reference.root()).keySet());
    }
    boolean several = declaration.isCounted() || declaration.isKeyed();
    if (several && reference.steps().size() == 1) {
      return all(declaration, reference);
    }
    Object key = several ? reference.steps().get(1) : "";
    Instance instance = instance(declaration, key, reference);
    return attribute(instance, reference, several ? 2 : 1);
  }

  private Value all(ResourceDeclaration declaration, Reference reference) {
    Instances instances = resources.get(declaration.index());
    if (instances == null) {
      return together(declaration, reference);
    }
    int version = instances.version().get();
    Whole known = instances.whole().get();
    if (known == null || known.version() != version) {
      known = new Whole(version, together(declaration, reference));
      instances.whole().set(known);
    }
    return known.value();
  }

  private Value together(ResourceDeclaration declaration, Reference reference) {
    if (declaration.isCounted()) {
      List<Value> values = new ArrayList<>();
      for (Instance instance : instances(declaration)) {
        values.add(whole(instance, reference));
      }
      return Value.list(values);
    }
    if (declaration.isKeyed()) {
      MapValue.Builder values = MapValue.builder();
      for (Instance instance : instances(declaration)) {
        values.put(String.valueOf(instance.address().key()), whole(instance, reference));
      }
      return values.build();
    }
    List<Instance> only = instances(declaration);
    return only.isEmpty() ? Value.nullValue() : whole(only.get(0), reference);
  }

  private Instance instance(ResourceDeclaration declaration, Object key, Reference reference) {
    Instances instances = resources.get(declaration.index());
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
                      : "It has: " + DidYouMean.list(keys) + ".");
    }
    throw error
        .at(reference.span())
        .related(declaration.key().span(), "declared here")
        .toException();
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
    MapValue.Builder computed = MapValue.builder();
    instance
        .declaration()
        .type()
        .attributes()
        .properties()
        .forEach(
            (name, schema) -> {
              if (schema.is(Flag.STATIC) && schema.isReadOnly()) {
                computed.put(name, instance.host());
              }
            });
    return computed.build();
  }

  private static DiagnosticException unknown(
      Reference reference, String what, java.util.Collection<String> names) {
    return Diagnostic.error(Problem.REFERENCE_UNKNOWN_NAME, what)
        .hint(DidYouMean.hint(reference.name(0), names))
        .at(reference.span())
        .toException();
  }
}
