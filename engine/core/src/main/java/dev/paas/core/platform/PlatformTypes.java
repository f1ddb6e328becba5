package dev.paas.core.platform;

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
 * The types of everything in a platform that has a name: of variables and resources by their
 * schemas, of locals by what they are. That a name leads nowhere the {@link ReferenceBinder}
 * reports, except inside of variables, locals and {@code each}.
 */
final class PlatformTypes {
  private final Platform platform;
  private final Set<String> unreadable;
  private final SchemaTypes schemas = new SchemaTypes();
  private final Map<String, ValueType> locals = new HashMap<>();
  private final Map<ResourceDeclaration, ValueType> elements = new HashMap<>();

  /**
   * @param unreadable the addresses of what is declared, but had errors that left nothing of it
   */
  PlatformTypes(Platform platform, Set<String> unreadable, Diagnostics diagnostics) {
    this.platform = platform;
    this.unreadable = unreadable;
    inferLocals(diagnostics);
  }

  SchemaTypes schemas() {
    return schemas;
  }

  /**
   * What expressions see.
   *
   * @param owner the resource that they belong to; {@code null} for none
   */
  TypeScope scope(@Nullable ResourceDeclaration owner) {
    return (reference, diagnostics) -> typeOf(reference, owner, diagnostics);
  }

  /** Each local after those that it refers to; one that refers to itself stays unknown. */
  private void inferLocals(Diagnostics diagnostics) {
    Set<String> begun = new HashSet<>();
    for (LocalDeclaration first : platform.locals().values()) {
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
        reference.root().equals("locals") ? platform.locals().get(reference.name(0)) : null;
    if (target != null && !begun.contains(target.name())) {
      open.push(target);
    }
  }

  private ValueType typeOf(
      Reference reference, @Nullable ResourceDeclaration owner, Diagnostics diagnostics) {
    return switch (reference.root()) {
      case "vars" -> variable(reference, diagnostics);
      case "locals" -> local(reference, diagnostics);
      case "env", "platform" -> reference.steps().size() == 1 ? Simple.TEXT : ValueType.ANY;
      case "each" -> each(reference, owner, diagnostics);
      default -> section(reference);
    };
  }

  private ValueType variable(Reference reference, Diagnostics diagnostics) {
    VariableDeclaration variable = platform.variables().get(reference.name(0));
    return variable == null
        ? ValueType.ANY
        : TypeInference.into(schemas.of(variable.schema()), reference, 1, diagnostics);
  }

  private ValueType local(Reference reference, Diagnostics diagnostics) {
    ValueType type = locals.get(reference.name(0));
    return type == null
        ? ValueType.ANY
        : TypeInference.into(type, reference, 1, diagnostics);
  }

  private ValueType each(
      Reference reference, @Nullable ResourceDeclaration owner, Diagnostics diagnostics) {
    if (owner == null || reference.steps().isEmpty()) {
      return ValueType.ANY;
    }
    ValueType type =
        switch (reference.name(0)) {
          case "index" -> Simple.INTEGER;
          case "key" -> owner.isKeyed() ? Simple.TEXT : Simple.INTEGER;
          case "value" -> owner.isKeyed() ? element(owner) : Simple.INTEGER;
          default -> ValueType.ANY;
        };
    return TypeInference.into(type, reference, 1, diagnostics);
  }

  /** The type of what a resource with {@code forEach} is made for. */
  private ValueType element(ResourceDeclaration owner) {
    ValueType known = elements.get(owner);
    Expression forEach = owner.forEach();
    if (known != null || forEach == null) {
      return known == null ? ValueType.ANY : known;
    }
    // What is wrong with it is reported where it stands.
    ValueType collection = new TypeInference(scope(null), new Diagnostics()).of(forEach);
    ValueType element = ValueType.ANY;
    if (collection instanceof ListOf list) {
      element = list.element();
    } else if (collection instanceof MapOf map) {
      element = map.value();
    } else if (collection instanceof ObjectOf object) {
      element = anyOf(object);
    }
    element = ValueType.kept(element);
    elements.put(owner, element);
    return element;
  }

  private static ValueType anyOf(ObjectOf object) {
    ValueType all = Simple.NONE;
    for (String name : object.fields().names()) {
      ValueType field = object.fields().field(name);
      all = ValueType.join(all, field == null ? ValueType.ANY : field);
    }
    return all;
  }

  private ValueType section(Reference reference) {
    String root = reference.root();
    if (!root.equals("resources") && !CoreSchemas.SECTIONS.contains(root)) {
      return ValueType.ANY;
    }
    ValueType type = new ObjectOf(new SectionFields(root));
    for (Object step : reference.steps()) {
      ValueType next = type.inside(step);
      if (next == null) {
        return ValueType.ANY;
      }
      type = next;
    }
    return type;
  }

  /** The entries of a section. */
  private final class SectionFields implements ValueType.Fields {
    private final String section;

    SectionFields(String section) {
      this.section = section;
    }

    @Override
    public @Nullable ValueType field(String name) {
      ResourceDeclaration resource = platform.resource(section, name);
      if (resource == null) {
        return unreadable.contains(section + "." + name) ? ValueType.ANY : null;
      }
      ValueType type = schemas.of(resource.type().attributes());
      if (resource.isCounted()) {
        return new ListOf(type);
      }
      return resource.isKeyed() ? new MapOf(type) : type;
    }

    @Override
    public Collection<String> names() {
      return platform.section(section).keySet();
    }
  }
}
