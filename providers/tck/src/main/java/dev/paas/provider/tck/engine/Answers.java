package dev.paas.provider.tck.engine;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine checks in a provider's answers. Each check returns what is wrong, a clause each.
 */
public final class Answers {
  private final ResourceType type;

  public Answers(ResourceType type) {
    this.type = type;
  }

  /**
   * Whether a plan kept what the user set.
   *
   * @param configuration what the user wrote
   * @param proposed the engine's proposal
   * @param prior the attributes before; {@code null} when there is nothing yet
   * @param planned the provider's answer
   */
  public List<String> ofPlan(
      MapValue configuration, MapValue proposed, @Nullable MapValue prior, MapValue planned) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Value> entry : proposed.entries().entrySet()) {
      String name = entry.getKey();
      AttributeSchema schema = type.attributes().property(name);
      if (schema.isComputed() && !configuration.has(name)) {
        continue;
      }
      Value answer = planned.get(name);
      Value before = prior == null ? null : prior.get(name);
      boolean asBefore =
          before != null && before.equals(answer) && Meaning.same(schema, before, entry.getValue());
      if (!asBefore && !entry.getValue().equals(answer)) {
        problems.add("the plan changes " + name + ", which the user set");
      }
    }
    for (Map.Entry<String, Value> entry : planned.entries().entrySet()) {
      boolean known = type.attributes().properties().containsKey(entry.getKey());
      if (!known) {
        problems.add("the plan has an attribute that the schema has not: " + entry.getKey());
      } else if (!proposed.has(entry.getKey())
          && !type.attributes().property(entry.getKey()).isComputed()
          && !entry.getValue().isNull()) {
        problems.add("the plan sets " + entry.getKey() + ", which the user left out");
      }
    }
    return problems;
  }

  /**
   * What a user means whose resource was imported: what the plan keeps as it was found may be the
   * same as what is wanted by what the system alone knows, as the name and the id of one thing are.
   *
   * @param wanted what the user wrote, or what is proposed
   * @param found what was imported
   * @param planned the provider's answer
   */
  public MapValue meant(MapValue wanted, MapValue found, MapValue planned) {
    MapValue.Builder meant = wanted.toBuilder();
    for (String name : wanted.keys()) {
      Value before = found.get(name);
      if (before != null && before.equals(planned.get(name))) {
        meant.put(name, before);
      }
    }
    return meant.build();
  }

  /** Whether what was created, updated or read is what was planned, and wholly known. */
  public List<String> ofResult(MapValue planned, ObservedResource result) {
    List<String> problems = new ArrayList<>(ofAttributes(result.attributes()));
    Set<String> names = new LinkedHashSet<>(planned.keys());
    names.addAll(result.attributes().keys());
    for (String name : names) {
      AttributeSchema schema = type.attributes().property(name);
      Value actual = result.attributes().get(name);
      boolean leftOut = actual == null && schema.is(Keyword.WRITE_ONLY);
      if (!leftOut && !agrees(schema, planned.get(name), actual)) {
        problems.add(name + " is not as planned");
      }
    }
    return problems;
  }

  /**
   * Whether what was looked up is what was asked for, and wholly known.
   *
   * @param asked the inputs with their defaults
   */
  public List<String> ofLookup(MapValue asked, MapValue answer) {
    List<String> problems = new ArrayList<>(ofAttributes(answer));
    for (Map.Entry<String, Value> entry : asked.entries().entrySet()) {
      AttributeSchema schema = type.attributes().property(entry.getKey());
      if (!agrees(schema, entry.getValue(), answer.get(entry.getKey()))) {
        problems.add(entry.getKey() + " is not what was asked for");
      }
    }
    return problems;
  }

  /** Whether attributes agree with the schema, are wholly known and have all computed ones. */
  public List<String> ofAttributes(MapValue attributes) {
    List<String> problems = new ArrayList<>(type.problemsOfAttributes(attributes));
    for (Map.Entry<String, Value> entry : attributes.entries().entrySet()) {
      if (!entry.getValue().isWhollyKnown()) {
        problems.add(entry.getKey() + " is not wholly known");
      }
    }
    type.attributes()
        .properties()
        .forEach(
            (name, schema) -> {
              if (schema.isComputed() && attributes.get(name) == null) {
                problems.add("the computed attribute " + name + " is missing");
              }
            });
    return problems;
  }

  private static boolean agrees(
      AttributeSchema schema, @Nullable Value planned, @Nullable Value actual) {
    if (planned == null) {
      return schema.isComputed() || actual == null || actual.isNull();
    }
    if (planned.isUnknown()) {
      return actual != null && (actual.isNull() || schema.allows(actual.kind()));
    }
    Value left = planned.unwrapped();
    Value right = actual == null ? Value.nullValue() : actual.unwrapped();
    if (left instanceof MapValue map && right instanceof MapValue other) {
      Set<String> names = new LinkedHashSet<>(map.keys());
      names.addAll(other.keys());
      return names.stream()
          .allMatch(
              name ->
                  (other.get(name) == null && schema.property(name).is(Keyword.WRITE_ONLY))
                      || agrees(schema.property(name), map.get(name), other.get(name)));
    }
    if (left instanceof ListValue list && right instanceof ListValue other) {
      return agree(schema, list.values(), other.values());
    }
    return left.equals(right);
  }

  private static boolean agree(AttributeSchema schema, List<Value> planned, List<Value> actual) {
    boolean same = planned.size() == actual.size();
    for (int i = 0; same && i < planned.size(); i++) {
      same = agrees(schema.element(), planned.get(i), actual.get(i));
    }
    return same;
  }

  /** The attributes as they are kept and handed to later calls: without write-only ones. */
  public MapValue stored(MapValue attributes) {
    return (MapValue) Proposal.marked(type.attributes(), stripped(type.attributes(), attributes));
  }

  private static Value stripped(AttributeSchema schema, Value value) {
    if (value instanceof SensitiveValue sensitive) {
      return stripped(schema, sensitive.secret()).asSensitive();
    }
    if (value instanceof MapValue map) {
      MapValue.Builder rest = MapValue.builder();
      map.entries()
          .forEach(
              (name, item) -> {
                if (!schema.property(name).is(Keyword.WRITE_ONLY)) {
                  rest.put(name, stripped(schema.property(name), item));
                }
              });
      return rest.build();
    }
    if (value instanceof ListValue list) {
      return Value.list(list.values().stream().map(i -> stripped(schema.element(), i)).toList());
    }
    return value;
  }

  /** Which attributes differ by their meaning, write-only ones apart. */
  public List<String> differences(MapValue one, MapValue other) {
    List<String> names = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(one.keys());
    all.addAll(other.keys());
    for (String name : all) {
      AttributeSchema schema = type.attributes().property(name);
      if (!schema.is(Keyword.WRITE_ONLY) && !Meaning.same(schema, one.get(name), other.get(name))) {
        names.add(name);
      }
    }
    return names;
  }

  /** The changes that force a replacement by the schema alone. */
  public List<ValuePath> replacements(MapValue prior, MapValue planned) {
    List<ValuePath> paths = new ArrayList<>();
    replacements(type.attributes(), prior, planned, ValuePath.root(), paths);
    return paths;
  }

  private static void replacements(
      AttributeSchema schema,
      @Nullable Value prior,
      @Nullable Value planned,
      ValuePath path,
      List<ValuePath> paths) {
    if (schema.is(Keyword.WRITE_ONLY) || Meaning.same(schema, prior, planned)) {
      return;
    }
    if (schema.is(Keyword.REPLACE)) {
      paths.add(path);
      return;
    }
    MapValue before = map(prior);
    MapValue after = map(planned);
    Set<String> names = new LinkedHashSet<>(before.keys());
    names.addAll(after.keys());
    for (String name : names) {
      replacements(
          schema.property(name), before.get(name), after.get(name), path.child(name), paths);
    }
  }

  private static MapValue map(@Nullable Value value) {
    return value != null && value.unwrapped() instanceof MapValue map ? map : MapValue.empty();
  }
}
