package dev.paas.core.expression.cel;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.cel.CelTree.At;
import dev.paas.core.expression.cel.CelTree.Choice;
import dev.paas.core.expression.cel.CelTree.Entries;
import dev.paas.core.expression.cel.CelTree.Index;
import dev.paas.core.expression.cel.CelTree.Items;
import dev.paas.core.expression.cel.CelTree.Logic;
import dev.paas.core.expression.cel.CelTree.Path;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates a tree once. What it works with is described at {@link Data}. */
final class Interpreter {
  private static final UnknownValue UNKNOWN_TRUTH = new UnknownValue(ValueKind.BOOLEAN);

  private final Scope scope;
  private final Place place;
  private final Calls calls;
  private final Loops loops;

  Interpreter(Scope scope, Place place) {
    this.scope = scope;
    this.place = place;
    this.calls = new Calls(scope, place);
    this.loops = new Loops(this, place);
  }

  /** The variables of the loops around a part of an expression, innermost first. */
  record Bound(String name, Object value, @Nullable Bound outer) {}

  /**
   * The value of a tree.
   *
   * @throws DiagnosticException when it has none
   */
  Object evaluate(CelTree tree, @Nullable Bound bound) {
    if (tree instanceof CelTree.Constant constant) {
      return constant.value();
    }
    if (tree instanceof Path path) {
      return path(path, bound);
    }
    if (tree instanceof CelTree.Local local) {
      return local(local, bound);
    }
    if (tree instanceof CelTree.Select select) {
      Object of = evaluate(select.of(), bound);
      return inside(of, select.field(), select.optional(), select.at());
    }
    if (tree instanceof CelTree.Has has) {
      return has(evaluate(has.of(), bound), has.field(), has.at());
    }
    if (tree instanceof Index index) {
      return index(index, bound);
    }
    if (tree instanceof Items items) {
      return items(items, bound);
    }
    if (tree instanceof Entries entries) {
      return entries(entries, bound);
    }
    if (tree instanceof Logic logic) {
      return logic(logic, bound);
    }
    if (tree instanceof Choice choice) {
      return choice(choice, bound);
    }
    if (tree instanceof CelTree.Loop loop) {
      return loops.run(loop, evaluate(loop.range(), bound), bound);
    }
    if (tree instanceof CelTree.Bind bind) {
      return evaluate(bind.in(), new Bound(bind.name(), evaluate(bind.value(), bound), bound));
    }
    CelTree.Call call = (CelTree.Call) tree;
    List<Object> arguments = new ArrayList<>(call.arguments().size());
    for (CelTree argument : call.arguments()) {
      arguments.add(evaluate(argument, bound));
    }
    return calls.call(call, arguments);
  }

  Calls calls() {
    return calls;
  }

  private static Object local(CelTree.Local local, @Nullable Bound bound) {
    for (Bound each = bound; each != null; each = each.outer()) {
      if (each.name().equals(local.name())) {
        return each.value();
      }
    }
    throw new IllegalStateException("there is no variable " + local.name());
  }

  /**
   * Computed indexes come first: {@code resources.a[each.index]} is one instance, not one of all.
   */
  private Object path(Path path, @Nullable Bound bound) {
    Reference reference = place.references().get(path.index());
    if (reference.steps().size() == path.steps().size()) {
      return scope.resolve(reference);
    }
    List<Object> steps = new ArrayList<>();
    boolean secret = false;
    for (Object step : path.steps()) {
      if (!(step instanceof CelTree computed)) {
        steps.add(step);
        continue;
      }
      Object index = evaluate(computed, bound);
      secret |= Data.hasSecret(index);
      if (!Data.isKnown(index)) {
        return Data.secretIf(secret, Value.unknown());
      }
      steps.add(step(Data.bare(index), path.at()));
    }
    Reference known =
        new Reference(path.root(), steps, place.node(), reference.from(), reference.to());
    return secret ? Data.secret(resolveHidden(known, path.at())) : scope.resolve(known);
  }

  /** What a path with something sensitive in it leads to: no message may tell that. */
  private Object resolveHidden(Reference known, At at) {
    try {
      return scope.resolve(known);
    } catch (DiagnosticException failed) {
      throw place.failed(
          "this leads to nothing",
          "The reason is not shown, because it could tell something sensitive.",
          at);
    }
  }

  private Object step(Object index, At at) {
    String text = Data.text(index);
    if (text != null) {
      return text;
    }
    Long number = Data.whole(index);
    if (number != null && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw place.failed(
        "this cannot be an index",
        "An index is a whole number from 0 or a text; here it is "
            + (number == null ? Data.kind(index) + "." : number + "."),
        at);
  }

  private Object index(Index tree, @Nullable Bound bound) {
    Object of = evaluate(tree.of(), bound);
    Object index = evaluate(tree.index(), bound);
    if (Data.isUnknown(of) || !Data.isKnown(index)) {
      return Data.secretIf(Data.isSecret(of) || Data.hasSecret(index), Value.unknown());
    }
    Object step = step(Data.bare(index), tree.at());
    if (!Data.hasSecret(index)) {
      return inside(of, step, tree.optional(), tree.at());
    }
    Object found = find(Data.bare(of), step);
    if (found == null && !tree.optional()) {
      throw place.failed(
          "this leads to nothing",
          "The reason is not shown, because it could tell something sensitive.",
          tree.at());
    }
    return Data.secret(
        found == null ? Optional.empty() : inside(of, step, tree.optional(), tree.at()));
  }

  /** What stands at a name or index of something. */
  private Object inside(Object of, Object step, boolean optional, At at) {
    Object bare = Data.bare(of);
    boolean secret = Data.isSecret(of);
    if (bare instanceof UnknownValue) {
      return Data.secretIf(secret, Value.unknown());
    }
    if (bare instanceof Optional<?> chained) {
      Object empty = Optional.empty();
      return chained.isEmpty() ? empty : inside(chained.get(), step, true, at);
    }
    Object found = find(bare, step);
    if (optional) {
      boolean container = Data.list(bare) != null || Data.map(bare) != null;
      if (container || CelValues.isNull(bare)) {
        return Data.secretIf(secret, Optional.ofNullable(found));
      }
    }
    if (found == null) {
      throw missing(bare, step, secret, at);
    }
    return Data.secretIf(secret, found);
  }

  private static @Nullable Object find(Object bare, Object step) {
    Map<?, ?> map = Data.map(bare);
    if (map != null) {
      if (step instanceof Integer number) {
        Object numbered = map.get((long) number);
        return numbered == null ? map.get(number.toString()) : numbered;
      }
      return map.get(step);
    }
    List<?> list = Data.list(bare);
    return list != null && step instanceof Integer index && index < list.size()
        ? list.get(index)
        : null;
  }

  private DiagnosticException missing(Object bare, Object step, boolean secret, At at) {
    Map<?, ?> map = Data.map(bare);
    List<?> list = Data.list(bare);
    Diagnostic.Builder error;
    if (map != null) {
      error = place.error(Problem.REFERENCE_UNKNOWN_KEY, "this has no key \"" + step + "\"", at);
      List<String> keys = map.keySet().stream().map(CelValues::key).toList();
      error.hint(secret ? null : DidYouMean.hint(step.toString(), keys));
    } else if (list != null && step instanceof Integer) {
      error = place.error(Problem.REFERENCE_OUT_OF_RANGE, "this has no element " + step, at);
      int size = list.size();
      error.detail(
          secret
              ? null
              : "The list has " + size + (size == 1 ? " element" : " elements") + ", from 0.");
    } else {
      error =
          place.error(
              Problem.REFERENCE_NOT_A_CONTAINER,
              "this has no \"" + step + "\" inside: it is " + Data.kind(bare),
              at);
    }
    return error.toException();
  }

  private Object has(Object of, String field, At at) {
    Object bare = Data.bare(of);
    if (bare instanceof Optional<?> optional) {
      return optional.isPresent() ? has(optional.get(), field, at) : (Object) false;
    }
    if (bare instanceof UnknownValue) {
      return Data.secretIf(Data.isSecret(of), UNKNOWN_TRUTH);
    }
    Map<?, ?> map = Data.map(bare);
    if (map == null) {
      throw place.failed("this has no entries", "has() asks for an entry of a map.", at);
    }
    return Data.secretIf(Data.isSecret(of), map.containsKey(field));
  }

  private Object items(Items tree, @Nullable Bound bound) {
    List<Object> items = new ArrayList<>(tree.items().size());
    boolean secret = false;
    for (int i = 0; i < tree.items().size(); i++) {
      Object item = evaluate(tree.items().get(i), bound);
      if (!tree.optional().contains(i)) {
        items.add(item);
        continue;
      }
      secret |= Data.isSecret(item);
      if (Data.isUnknown(item)) {
        return Data.secretIf(secret, new UnknownValue(ValueKind.ARRAY));
      }
      optional(item, tree.items().get(i).at()).ifPresent(items::add);
    }
    return Data.secretIf(secret, items);
  }

  private Optional<?> optional(Object item, At at) {
    if (Data.bare(item) instanceof Optional<?> optional) {
      return optional;
    }
    throw place.failed(
        "this is not optional",
        "After the ? comes something that may be missing, such as a.?b; here it is "
            + Data.kind(item)
            + ".",
        at);
  }

  private Object entries(Entries tree, @Nullable Bound bound) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    boolean secret = false;
    for (CelTree.Entry entry : tree.entries()) {
      Object key = evaluate(entry.key(), bound);
      Object value = evaluate(entry.value(), bound);
      secret |= Data.hasSecret(key) || (entry.optional() && Data.isSecret(value));
      if (!Data.isKnown(key) || (entry.optional() && Data.isUnknown(value))) {
        return Data.secretIf(secret, new UnknownValue(ValueKind.OBJECT));
      }
      if (entry.optional()) {
        Optional<?> optional = optional(value, entry.value().at());
        if (optional.isPresent()) {
          put(entries, key, optional.get(), secret, entry.key().at());
        }
      } else {
        put(entries, key, value, secret, entry.key().at());
      }
    }
    return Data.secretIf(secret, entries);
  }

  /** Adds an entry of a map, which must not have one of that key. */
  void put(Map<Object, Object> entries, Object key, Object value, boolean secret, At at) {
    Object bare = CelValues.toCel(Data.bare(key));
    if (!(bare instanceof String) && !(bare instanceof Long) && !(bare instanceof Boolean)) {
      throw place.failed(
          "this cannot be a key", "A key is a text; here it is " + Data.kind(key) + ".", at);
    }
    if (entries.put(bare, value) != null) {
      throw place.failed(
          "a map has a key twice", secret ? "" : "It is \"" + CelValues.key(bare) + "\".", at);
    }
  }

  private Object choice(Choice tree, @Nullable Bound bound) {
    Object condition = evaluate(tree.condition(), bound);
    boolean secret = Data.isSecret(condition);
    Object bare = Data.bare(condition);
    if (bare instanceof UnknownValue) {
      return Data.secretIf(secret, Value.unknown());
    }
    Object chosen =
        evaluate(truth(condition, tree.condition().at()) ? tree.yes() : tree.no(), bound);
    return Data.secretIf(secret, chosen);
  }

  /** The truth of a known condition. */
  boolean truth(Object condition, At at) {
    Boolean truth = Data.truth(Data.bare(condition));
    if (truth == null) {
      throw place.failed(
          "a condition is expected",
          "It must be true or false; here it is " + Data.kind(condition) + ".",
          at);
    }
    return truth;
  }

  /** What one side decides needs nothing of the other: neither that it is known, nor that it is. */
  private Object logic(Logic tree, @Nullable Bound bound) {
    boolean deciding = !tree.and();
    Verdict verdict = new Verdict(deciding);
    verdict.add(this, tree.left(), bound);
    if (!verdict.isFinal()) {
      verdict.add(this, tree.right(), bound);
    }
    return verdict.result();
  }

  /** Conditions joined by one operator, of which one may decide. */
  static final class Verdict {
    private final boolean deciding;
    private boolean decided;
    private boolean decidedOpenly;
    private boolean unknown;
    private boolean secret;
    private @Nullable DiagnosticException failure;

    /**
     * @param deciding which truth of one decides all: true for {@code ||}, false for {@code &&}
     */
    Verdict(boolean deciding) {
      this.deciding = deciding;
    }

    void add(Interpreter interpreter, CelTree condition, @Nullable Bound bound) {
      Object value;
      try {
        value = interpreter.evaluate(condition, bound);
        if (!Data.isUnknown(value)) {
          interpreter.truth(value, condition.at());
        }
      } catch (DiagnosticException failed) {
        failure = failure == null ? failed : failure;
        return;
      }
      boolean marked = Data.isSecret(value);
      secret |= marked;
      Boolean truth = Data.truth(Data.bare(value));
      if (truth == null) {
        unknown = true;
      } else if (truth == deciding) {
        decided = true;
        decidedOpenly |= !marked;
      }
    }

    /** Whether no further condition can change the result, nor that it is sensitive. */
    boolean isFinal() {
      return decidedOpenly;
    }

    Object result() {
      if (decidedOpenly) {
        return deciding;
      }
      if (decided) {
        return Data.secret(deciding);
      }
      if (failure != null) {
        throw failure;
      }
      return unknown
          ? Data.secretIf(secret, UNKNOWN_TRUTH)
          : Data.secretIf(secret, (Object) !deciding);
    }
  }
}
