package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.TypeInference;
import dev.paas.core.expression.TypeScope;
import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.MapOf;
import dev.paas.core.expression.ValueType.ObjectOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of everything in a module, or the platform itself, that has a name: of variables and
 * resources by their schemas, of locals by what they are. That a name leads nowhere the {@link
 * ReferenceBinder} reports, except inside of variables, locals and {@code each}.
 */
final class ModuleTypes {
  private final ModuleDeclaration module;
  private final Set<String> unreadable;
  private final SchemaTypes schemas = new SchemaTypes();
  private final Map<String, ValueType> locals = new HashMap<>();
  private final Map<String, ValueType> outputs = new HashMap<>();
  private final Map<Integer, ModuleTypes> called = new HashMap<>();

  /**
   * @param unreadable the addresses of what is declared, but had errors that left nothing of it
   */
  ModuleTypes(ModuleDeclaration module, Set<String> unreadable, Diagnostics diagnostics) {
    this.module = module;
    this.unreadable = unreadable;
    inferLocals(diagnostics);
  }

  SchemaTypes schemas() {
    return schemas;
  }

  /**
   * What expressions see.
   *
   * @param each what {@code each} is; {@code null} where there is none
   */
  TypeScope scope(@Nullable ValueType each) {
    return (reference, diagnostics) -> typeOf(reference, each, diagnostics);
  }

  /** What the conditions of a resource see, which is {@code self}. */
  TypeScope scope(@Nullable ValueType each, ValueType self) {
    return (reference, diagnostics) ->
        reference.root().equals("self")
            ? inside(self, reference)
            : typeOf(reference, each, diagnostics);
  }

  /** Each local after those that it refers to; one that refers to itself stays unknown. */
  private void inferLocals(Diagnostics diagnostics) {
    Set<String> begun = new HashSet<>();
    for (LocalDeclaration first : module.locals().values()) {
      Deque<LocalDeclaration> open = new ArrayDeque<>();
      open.push(first);
      while (!open.isEmpty()) {
        LocalDeclaration local = open.element();
        if (begun.add(local.name())) {
          local.value().forEachReference(reference -> push(reference, begun, open));
        } else {
          open.pop();
          if (!locals.containsKey(local.name())) {
            ValueType type = new TypeInference(scope(null), diagnostics).of(local.value());
            locals.put(local.name(), ValueType.kept(type));
          }
        }
      }
    }
  }

  private void push(Reference reference, Set<String> begun, Deque<LocalDeclaration> open) {
    LocalDeclaration target =
        reference.root().equals("locals") ? module.locals().get(reference.name(0)) : null;
    if (target != null && !begun.contains(target.name())) {
      open.push(target);
    }
  }

  private ValueType typeOf(Reference reference, @Nullable ValueType each, Diagnostics diagnostics) {
    return switch (reference.root()) {
      case "vars" -> variable(reference, diagnostics);
      case "locals" -> local(reference, diagnostics);
      case "env", "platform" -> reference.steps().size() == 1 ? Simple.TEXT : Simple.ANY;
      case "each" -> {
        boolean named = each != null && each.inside(reference.name(0)) != null;
        yield each != null && named
            ? TypeInference.into(each, reference, 0, diagnostics)
            : Simple.ANY;
      }
      default -> section(reference);
    };
  }

  private ValueType variable(Reference reference, Diagnostics diagnostics) {
    VariableDeclaration variable = module.variables().get(reference.name(0));
    return variable == null
        ? Simple.ANY
        : TypeInference.into(schemas.of(variable.schema()), reference, 1, diagnostics);
  }

  private ValueType local(Reference reference, Diagnostics diagnostics) {
    ValueType type = locals.get(reference.name(0));
    return type == null ? Simple.ANY : TypeInference.into(type, reference, 1, diagnostics);
  }

  /**
   * What {@code each} is.
   *
   * @param forEach over what; {@code null} where it counts
   */
  ValueType each(@Nullable Expression forEach) {
    ValueType element = forEach == null ? Simple.INTEGER : element(forEach);
    ValueType key = forEach == null ? Simple.INTEGER : Simple.TEXT;
    return ValueType.object(
        Map.of("index", Simple.INTEGER, "key", key, "value", ValueType.kept(element)));
  }

  private ValueType element(Expression forEach) {
    // What is wrong with it is reported where it stands.
    ValueType collection = new TypeInference(scope(null), new Diagnostics()).of(forEach);
    if (collection instanceof ListOf list) {
      return list.element();
    }
    if (collection instanceof MapOf map) {
      return map.value();
    }
    return collection instanceof ObjectOf object ? anyOf(object) : Simple.ANY;
  }

  private static ValueType anyOf(ObjectOf object) {
    ValueType all = Simple.NONE;
    for (String name : object.fields().names()) {
      ValueType field = object.fields().field(name);
      all = ValueType.join(all, field == null ? Simple.ANY : field);
    }
    return all;
  }

  private ValueType section(Reference reference) {
    String root = reference.root();
    if (root.equals(Address.MODULES)) {
      return inside(new ObjectOf(new CallFields()), reference);
    }
    return CoreSchemas.isSection(root)
        ? inside(new ObjectOf(new SectionFields(root)), reference)
        : Simple.ANY;
  }

  /** What the steps of a reference lead to; that they lead nowhere is reported elsewhere. */
  private static ValueType inside(ValueType outermost, Reference reference) {
    ValueType type = outermost;
    for (Object step : reference.steps()) {
      ValueType next = type.inside(step);
      if (next == null) {
        return Simple.ANY;
      }
      type = next;
    }
    return type;
  }

  /** The types of a module that is called here, inferred when something refers to it. */
  private ModuleTypes called(ModuleDeclaration inner) {
    ModuleTypes known = called.get(inner.index());
    if (known == null) {
      // What is wrong in it is reported when it is checked itself.
      known = new ModuleTypes(inner, Set.of(), new Diagnostics());
      called.put(inner.index(), known);
    }
    return known;
  }

  private ValueType output(String name) {
    ValueType known = outputs.get(name);
    if (known == null) {
      OutputDeclaration output = module.outputs().get(name);
      known =
          output == null
              ? Simple.ANY
              : ValueType.kept(
                  new TypeInference(scope(null), new Diagnostics()).of(output.value()));
      outputs.put(name, known);
    }
    return known;
  }

  /** The modules that are called. */
  private final class CallFields implements ValueType.Fields {
    @Override
    public @Nullable ValueType field(String name) {
      ModuleCall call = module.calls().get(name);
      ModuleDeclaration inner = module.called(name);
      if (call == null || inner == null || call.when() != null) {
        return Simple.ANY;
      }
      ValueType type = new ObjectOf(new OutputFields(inner));
      if (call.isCounted()) {
        return new ListOf(type);
      }
      return call.isKeyed() ? new MapOf(type) : type;
    }

    @Override
    public Collection<String> names() {
      return module.calls().keySet();
    }
  }

  /** The outputs of a module that is called. */
  private final class OutputFields implements ValueType.Fields {
    private final ModuleDeclaration inner;

    OutputFields(ModuleDeclaration inner) {
      this.inner = inner;
    }

    @Override
    public @Nullable ValueType field(String name) {
      // One that could not be read is no mistake of who refers to it.
      return inner.outputs().containsKey(name) ? called(inner).output(name) : Simple.ANY;
    }

    @Override
    public Collection<String> names() {
      return inner.outputs().keySet();
    }
  }

  /** The entries of a section. */
  private final class SectionFields implements ValueType.Fields {
    private final String section;

    SectionFields(String section) {
      this.section = section;
    }

    @Override
    public @Nullable ValueType field(String name) {
      ResourceDeclaration resource = module.resource(section, name);
      if (resource == null) {
        return unreadable.contains(section + "." + name) ? Simple.ANY : null;
      }
      ValueType type = schemas.of(resource.type().attributes());
      if (resource.isCounted()) {
        return new ListOf(type);
      }
      return resource.isKeyed() ? new MapOf(type) : type;
    }

    @Override
    public Collection<String> names() {
      return module.section(section).keySet();
    }
  }
}
