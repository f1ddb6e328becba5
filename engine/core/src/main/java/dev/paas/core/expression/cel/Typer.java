package dev.paas.core.expression.cel;

import dev.cel.common.types.CelType;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.TypeInference;
import dev.paas.core.expression.TypeScope;
import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.MapOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.expression.cel.CelTree.Call;
import dev.paas.core.expression.cel.CelTree.Entries;
import dev.paas.core.expression.cel.CelTree.Loop;
import dev.paas.core.expression.cel.CelTree.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the type of a tree, with the library's checker for functions and operators, and reports
 * what can never be evaluated: each once, at its place.
 */
final class Typer {
  /** What they give is of the type of what is optional, which is not known, not of the other. */
  private static final Set<String> OPTIONAL = Set.of("or", "orValue", "value");

  private final TypeScope scope;
  private final Place place;
  private final Diagnostics diagnostics;

  Typer(TypeScope scope, Place place, Diagnostics diagnostics) {
    this.scope = scope;
    this.place = place;
    this.diagnostics = diagnostics;
  }

  /** The variables of the loops around a part of an expression, innermost first. */
  record Bound(String name, ValueType type, @Nullable Bound outer) {}

  ValueType infer(CelTree tree, @Nullable Bound bound) {
    if (tree instanceof CelTree.Constant constant) {
      return constant(constant.value());
    }
    if (tree instanceof Path path) {
      return path(path, bound);
    }
    if (tree instanceof CelTree.Local local) {
      return local(local, bound);
    }
    if (tree instanceof CelTree.Select select) {
      ValueType of = infer(select.of(), bound);
      return select.optional() ? Simple.ANY : inside(of, select.field(), select.at());
    }
    if (tree instanceof CelTree.Has has) {
      return has(has, bound);
    }
    if (tree instanceof CelTree.Index index) {
      return index(index, bound);
    }
    if (tree instanceof CelTree.Items items) {
      ValueType element = Simple.NONE;
      for (CelTree item : items.items()) {
        element = ValueType.join(element, infer(item, bound));
      }
      return new ListOf(items.optional().isEmpty() ? element : Simple.ANY);
    }
    if (tree instanceof Entries entries) {
      return entries(entries, bound);
    }
    if (tree instanceof CelTree.Logic logic) {
      condition(logic.left(), bound);
      condition(logic.right(), bound);
      return Simple.BOOLEAN;
    }
    if (tree instanceof CelTree.Choice choice) {
      condition(choice.condition(), bound);
      return ValueType.join(infer(choice.yes(), bound), infer(choice.no(), bound));
    }
    if (tree instanceof Loop loop) {
      return loop(loop, bound);
    }
    if (tree instanceof CelTree.Bind bind) {
      return infer(bind.in(), new Bound(bind.name(), infer(bind.value(), bound), bound));
    }
    return call((Call) tree, bound);
  }

  private static ValueType constant(Object value) {
    if (value instanceof String) {
      return Simple.TEXT;
    }
    if (value instanceof Long) {
      return Simple.INTEGER;
    }
    if (value instanceof Double) {
      return Simple.DECIMAL;
    }
    if (value instanceof Boolean) {
      return Simple.BOOLEAN;
    }
    return CelValues.isNull(value) ? Simple.NULL : Simple.ANY;
  }

  private static ValueType local(CelTree.Local local, @Nullable Bound bound) {
    for (Bound each = bound; each != null; each = each.outer()) {
      if (each.name().equals(local.name())) {
        return each.type();
      }
    }
    return Simple.ANY;
  }

  private ValueType path(Path path, @Nullable Bound bound) {
    Reference reference = place.references().get(path.index());
    ValueType type = scope.typeOf(reference, diagnostics);
    for (int i = reference.steps().size(); i < path.steps().size(); i++) {
      Object step = path.steps().get(i);
      type =
          step instanceof CelTree computed
              ? element(type, computed, infer(computed, bound), path.at())
              : inside(type, step, path.at());
    }
    return type;
  }

  private ValueType index(CelTree.Index index, @Nullable Bound bound) {
    ValueType of = infer(index.of(), bound);
    ValueType by = infer(index.index(), bound);
    if (index.optional()) {
      return Simple.ANY;
    }
    if (index.index() instanceof CelTree.Constant constant
        && constant.value() instanceof String key) {
      return inside(of, key, index.at());
    }
    return element(of, index.index(), by, index.at());
  }

  /** The type of an element that is chosen by an index of a type. */
  private ValueType element(ValueType of, CelTree index, ValueType by, CelTree.At at) {
    if (!by.isOpen() && by != Simple.TEXT && by != Simple.INTEGER && by != Simple.NUMBER) {
      report("an index is a whole number or a text, not " + by.describe(), index.at(), null);
      return Simple.ANY;
    }
    if (of instanceof ListOf list) {
      if (by == Simple.TEXT) {
        report("the index of a list is a whole number, not a text", index.at(), null);
      }
      return list.element();
    }
    if (of instanceof MapOf map) {
      return map.value();
    }
    return of instanceof ValueType.ObjectOf ? Simple.ANY : inside(of, 0, at);
  }

  private ValueType inside(ValueType of, Object step, CelTree.At at) {
    ValueType found = of.inside(step);
    if (found != null) {
      return found;
    }
    diagnostics.add(TypeInference.missing(of, "this", step).at(place.span(at)));
    return Simple.ANY;
  }

  private ValueType has(CelTree.Has has, @Nullable Bound bound) {
    ValueType of = infer(has.of(), bound);
    if (!of.isOpen() && !of.isMap() && of != Simple.NULL) {
      report("has() asks for an entry of a map, and this is " + of.describe(), has.at(), null);
    }
    return Simple.BOOLEAN;
  }

  private ValueType entries(Entries tree, @Nullable Bound bound) {
    Map<String, ValueType> entries = new LinkedHashMap<>();
    ValueType values = Simple.NONE;
    boolean fixed = true;
    for (CelTree.Entry entry : tree.entries()) {
      infer(entry.key(), bound);
      ValueType value = infer(entry.value(), bound);
      values = ValueType.join(values, entry.optional() ? Simple.ANY : value);
      if (!entry.optional()
          && entry.key() instanceof CelTree.Constant key
          && key.value() instanceof String name) {
        entries.put(name, value);
      } else {
        fixed = false;
      }
    }
    return fixed ? ValueType.object(entries) : new MapOf(values);
  }

  private void condition(CelTree tree, @Nullable Bound bound) {
    ValueType type = infer(tree, bound);
    if (!type.isOpen() && type != Simple.BOOLEAN) {
      report("a condition is expected, not " + type.describe(), tree.at(), null);
    }
  }

  private ValueType loop(Loop loop, @Nullable Bound bound) {
    ValueType range = infer(loop.range(), bound);
    ValueType key = Simple.ANY;
    ValueType value = Simple.ANY;
    ValueType taken = Simple.ANY;
    if (range instanceof ListOf list) {
      key = Simple.INTEGER;
      value = list.element();
      taken = value;
    } else if (range.isMap()) {
      key = Simple.TEXT;
      value = range instanceof MapOf map ? map.value() : Simple.ANY;
      taken = key;
    } else if (!range.isOpen()) {
      report("only a list or a map has elements, not " + range.describe(), loop.at(), null);
    }
    Bound inner =
        loop.second() == null
            ? new Bound(loop.first(), taken, bound)
            : new Bound(loop.second(), value, new Bound(loop.first(), key, bound));
    if (loop.filter() != null) {
      condition(loop.filter(), inner);
    }
    return switch (loop.kind()) {
      case LIST -> new ListOf(infer(loop.body(), inner));
      case MAP -> new MapOf(infer(loop.body(), inner));
      case MAP_ENTRY -> {
        infer(loop.body(), inner);
        yield new MapOf(Simple.ANY);
      }
      case SORT_BY -> {
        infer(loop.body(), inner);
        yield new ListOf(taken);
      }
      case FILTER -> {
        condition(loop.body(), inner);
        yield new ListOf(taken);
      }
      case ALL, EXISTS, EXISTS_ONE -> {
        condition(loop.body(), inner);
        yield Simple.BOOLEAN;
      }
    };
  }

  private ValueType call(Call call, @Nullable Bound bound) {
    List<ValueType> types = new ArrayList<>();
    for (CelTree argument : call.arguments()) {
      types.add(infer(argument, bound));
    }
    return switch (call.function()) {
      case "_==_", "_!=_" -> Simple.BOOLEAN;
      case "@in" -> in(call, types.get(1));
      case "size" -> {
        boolean container = types.get(0) instanceof ListOf || types.get(0).isMap();
        yield container ? Simple.INTEGER : checked(call, types);
      }
      case "_+_" ->
          types.get(0) instanceof ListOf && types.get(1) instanceof ListOf
              ? ValueType.join(types.get(0), types.get(1))
              : checked(call, types);
      default -> checked(call, types);
    };
  }

  private ValueType in(Call call, ValueType collection) {
    if (!collection.isOpen() && !collection.isMap() && !(collection instanceof ListOf)) {
      report("in looks into a list or a map, not into " + collection.describe(), call.at(), null);
    }
    return Simple.BOOLEAN;
  }

  private ValueType checked(Call call, List<ValueType> types) {
    List<CelType> arguments = new ArrayList<>();
    types.forEach(type -> arguments.add(CelTypes.of(type)));
    try {
      CelType type = Library.get().type(call.function(), call.member(), arguments);
      return OPTIONAL.contains(call.function()) ? Simple.ANY : CelTypes.valueType(type);
    } catch (Library.NoSuchFunction none) {
      List<String> kinds = types.stream().map(ValueType::describe).toList();
      String mismatch = CelMessages.mismatch(call.function(), kinds);
      report(mismatch.substring(0, mismatch.length() - 1), call.at(), conversion(types));
      return Simple.ANY;
    }
  }

  private static @Nullable String conversion(List<ValueType> types) {
    boolean simple = types.size() == 2 && types.stream().allMatch(Simple.class::isInstance);
    if (simple && types.contains(Simple.INTEGER) && types.contains(Simple.DECIMAL)) {
      return CelMessages.MIXED_NUMBERS;
    }
    return simple && types.contains(Simple.TEXT)
        ? "Convert with string(x), int(x) or double(x)."
        : null;
  }

  private void report(String what, CelTree.At at, @Nullable String hint) {
    diagnostics.add(place.error(Problem.EXPRESSION_TYPE, what, at).hint(hint));
  }
}
