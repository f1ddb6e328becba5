package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Located;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances of declarations and of module calls, by {@code when}, {@code count} and {@code
 * forEach}.
 */
public final class Expander {
  private static final int MOST = 1_000_000;

  private final Evaluation evaluation;

  public Expander(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * What is there as often as some expressions say.
   *
   * @param address its address
   * @param key where its name stands
   */
  private record Repeated(
      Address address,
      Located key,
      @Nullable Expression when,
      @Nullable Expression count,
      @Nullable Expression forEach) {}

  /** Makes an instance. */
  interface Maker<T> {
    T make(@Nullable Object key, int index, @Nullable Value value);
  }

  /**
   * The instances of a declaration in all instances of its module, in order.
   *
   * @throws NotYetKnownException when they are known only after apply
   * @throws DiagnosticException when what tells them is not valid
   */
  public List<Instance> instances(ResourceDeclaration declaration) {
    Repeated repeated =
        new Repeated(
            declaration.declared(),
            declaration.key(),
            declaration.when(),
            declaration.count(),
            declaration.forEach());
    List<Instance> all = new ArrayList<>();
    for (ModuleInstance module : evaluation.instances(declaration.module())) {
      Address address = declaration.declared().in(module.path());
      expand(
          repeated,
          module,
          (key, index, value) ->
              all.add(new Instance(declaration, module, address.instance(key), index, value)));
    }
    return all;
  }

  /**
   * The instances of a module call in all instances of its caller, in order.
   *
   * @throws NotYetKnownException when they are known only after apply
   * @throws DiagnosticException when what tells them is not valid
   */
  public List<ModuleInstance> instances(ModuleCall call) {
    ModuleDeclaration body = Objects.requireNonNull(call.caller().called(call.name()));
    Repeated repeated =
        new Repeated(call.address(), call.key(), call.when(), call.count(), call.forEach());
    List<ModuleInstance> all = new ArrayList<>();
    for (ModuleInstance caller : evaluation.instances(call.caller())) {
      expand(
          repeated,
          caller,
          (key, index, value) ->
              all.add(
                  new ModuleInstance(
                      body, caller, caller.path().child(call.name(), key), index, value)));
    }
    return all;
  }

  /** Sets the instances of a declaration, or that they are not known yet. */
  public void expandOrDefer(ResourceDeclaration declaration) {
    try {
      evaluation.expand(declaration, instances(declaration));
    } catch (NotYetKnownException unknown) {
      evaluation.defer(declaration);
    }
  }

  /** Sets the instances of a module call, or that they are not known yet. */
  public void expandOrDefer(ModuleCall call) {
    try {
      evaluation.expand(call, instances(call));
    } catch (NotYetKnownException unknown) {
      evaluation.defer(call);
    }
  }

  private <T> void expand(Repeated repeated, ModuleInstance module, Maker<T> maker) {
    if (repeated.count() != null && repeated.forEach() != null) {
      throw Diagnostic.error(
              Problem.INSTANCES_INVALID, repeated.address() + " has both count and forEach")
          .hint("Keep one of them.")
          .at(repeated.key().span())
          .toException();
    }
    Expression condition = repeated.when();
    if (condition != null && !truth(condition, module)) {
      return;
    }
    if (repeated.count() != null) {
      counted(repeated.count(), module, maker);
    } else if (repeated.forEach() != null) {
      keyed(repeated.forEach(), module, maker);
    } else {
      maker.make(null, 0, null);
    }
  }

  private boolean truth(Expression condition, ModuleInstance module) {
    Value value = known(condition, module, "when");
    if (value instanceof BooleanValue truth) {
      return truth.value();
    }
    throw wrongKind("when must be true or false", value, condition.span());
  }

  private <T> void counted(Expression count, ModuleInstance module, Maker<T> maker) {
    Value value = known(count, module, "count");
    if (!(value instanceof IntegerValue number)) {
      throw wrongKind("count must be a whole number", value, count.span());
    }
    if (number.value() < 0 || number.value() > MOST) {
      throw wrong(
          "count cannot be " + number.value(), count.span(), "It is from 0 to " + MOST + ".");
    }
    for (int i = 0; i < number.value(); i++) {
      maker.make(i, i, null);
    }
  }

  /** An instance for each element. */
  <T> void keyed(Expression forEach, ModuleInstance module, Maker<T> maker) {
    Value value = known(forEach, module, "forEach");
    int index = 0;
    if (value instanceof MapValue map) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        maker.make(entry.getKey(), index++, entry.getValue());
      }
      return;
    }
    if (!(value instanceof ListValue list)) {
      throw wrongKind("forEach must be a list or a map", value, forEach.span());
    }
    Set<String> keys = new HashSet<>();
    for (Value item : list.values()) {
      String key = key(item, forEach.span());
      if (!keys.add(key)) {
        throw wrong(
            "forEach has \"" + key + "\" twice",
            forEach.span(),
            "Each element is the key of an instance, so it must be there once only.");
      }
      maker.make(key, index++, item);
    }
  }

  private static String key(Value item, Span span) {
    Value bare = item.unwrapped();
    String text = Value.textOf(bare);
    if (text == null && bare instanceof IntegerValue) {
      text = bare.toString();
    }
    if (text == null || item.hasSensitive() || bare.isUnknown()) {
      throw wrong(
          "an element of this forEach cannot be a key",
          span,
          "The elements of a list must be texts or whole numbers, known and not sensitive. "
              + "For anything else use a map.");
    }
    return text;
  }

  private Value known(Expression expression, ModuleInstance module, String what) {
    Value value = evaluation.evaluate(expression, module);
    if (value.hasSensitive() && what.equals("forEach")) {
      boolean keysOnly =
          value instanceof MapValue map
              && map.entries().values().stream().anyMatch(Value::hasSensitive);
      if (!keysOnly) {
        throw wrong(
            "forEach cannot be sensitive",
            expression.span(),
            "Its elements become part of addresses, which are shown.");
      }
    }
    Value bare = value.unwrapped();
    boolean unknown = bare.isUnknown() || (bare instanceof ListValue list && !list.isWhollyKnown());
    if (!unknown) {
      return bare;
    }
    Origin origin = unknownOrigin(expression, module);
    String source = origin == null ? "" : origin.toString();
    String target = origin == null ? "" : origin.address();
    Diagnostic.Builder error =
        Diagnostic.error(Problem.INSTANCES_UNKNOWN, what + " is known only after apply")
            .detail(
                "It depends on "
                    + (source.isEmpty() ? "a value" : source)
                    + ", which does not exist yet, so it cannot be told which instances there are.")
            .hint(
                target.isEmpty()
                    ? "Use a value that is known before."
                    : "Make that first, with --target "
                        + target
                        + ", or use a value that is known before.")
            .at(expression.span());
    throw new NotYetKnownException(what, source, target, error.build());
  }

  /** How many instances of a declaration there are at most, where it is not known how many. */
  public OptionalLong most(ResourceDeclaration declaration) {
    Bounds bounds = new Bounds(evaluation);
    Expression count = declaration.count();
    Expression each = count == null ? declaration.forEach() : count;
    long most = 0;
    for (ModuleInstance module : evaluation.instances(declaration.module())) {
      OptionalLong here = each == null ? OptionalLong.of(1) : bounds.most(each, module);
      if (here.isEmpty()) {
        return here;
      }
      most += here.getAsLong();
    }
    return OptionalLong.of(most);
  }

  /**
   * The first reference in an expression whose value is not known; what locals and the variables of
   * modules stand for is looked through.
   */
  public @Nullable Origin unknownOrigin(Expression expression, ModuleInstance module) {
    List<Reference> found = new ArrayList<>(1);
    expression.forEachReference(
        reference -> {
          if (found.isEmpty()
              && !reference.root().equals("each")
              && !evaluation.evaluate(reference, module).isWhollyKnown()) {
            found.add(reference);
          }
        });
    if (found.isEmpty()) {
      return null;
    }
    Reference first = found.get(0);
    LocalDeclaration local =
        first.root().equals("locals") ? module.declaration().locals().get(first.name(0)) : null;
    if (local != null) {
      return unknownOrigin(local.value(), module);
    }
    ModuleCall call = module.declaration().call();
    ModuleInstance caller = module.parent();
    if (!first.root().equals("vars") || call == null || caller == null) {
      return new Origin(first, module);
    }
    Expression input = call.inputs().get(first.name(0));
    Origin outside = input == null ? null : unknownOrigin(input, caller);
    return outside == null ? new Origin(first, module) : outside;
  }

  private static DiagnosticException wrongKind(String must, Value found, Span span) {
    return wrong(must + ", not " + KindNames.of(found.kind()), span, null);
  }

  private static DiagnosticException wrong(String what, Span span, @Nullable String detail) {
    return Diagnostic.error(Problem.INSTANCES_INVALID, what).detail(detail).at(span).toException();
  }
}
