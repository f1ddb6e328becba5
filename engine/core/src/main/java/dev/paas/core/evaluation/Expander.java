package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes instances of a declaration, by its {@code when}, {@code count} and {@code forEach}. */
public final class Expander {
  private static final int MOST = 1_000_000;

  private final Evaluation evaluation;

  public Expander(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * The instances of a declaration, in order.
   *
   * @throws DiagnosticException when they cannot be told
   */
  public List<Instance> instances(ResourceDeclaration declaration) {
    Address address = Address.of(declaration.section(), declaration.name());
    if (declaration.isCounted() && declaration.isKeyed()) {
      throw Diagnostic.error(
              Problem.INSTANCES_INVALID, declaration.address() + " has both count and forEach")
          .hint("Keep one of them.")
          .at(declaration.key().span())
          .toException();
    }
    Expression condition = declaration.when();
    if (condition != null && !truth(condition)) {
      return List.of();
    }
    Expression count = declaration.count();
    if (count != null) {
      return counted(declaration, address, count);
    }
    Expression forEach = declaration.forEach();
    if (forEach != null) {
      return keyed(declaration, address, forEach);
    }
    return List.of(new Instance(declaration, address, 0, null));
  }

  private boolean truth(Expression condition) {
    Value value = known(condition, "when");
    if (value instanceof BooleanValue truth) {
      return truth.value();
    }
    throw wrongKind("when must be true or false", value, condition.span());
  }

  private List<Instance> counted(
      ResourceDeclaration declaration, Address address, Expression count) {
    Value value = known(count, "count");
    if (!(value instanceof IntegerValue number)) {
      throw wrongKind("count must be a whole number", value, count.span());
    }
    if (number.value() < 0 || number.value() > MOST) {
      throw wrong(
          "count cannot be " + number.value(), count.span(), "It is from 0 to " + MOST + ".");
    }
    List<Instance> instances = new ArrayList<>((int) number.value());
    for (int i = 0; i < number.value(); i++) {
      instances.add(new Instance(declaration, address.instance(i), i, null));
    }
    return instances;
  }

  private List<Instance> keyed(
      ResourceDeclaration declaration, Address address, Expression forEach) {
    Value value = known(forEach, "forEach");
    List<Instance> instances = new ArrayList<>();
    if (value instanceof MapValue map) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        instances.add(
            new Instance(
                declaration, address.instance(entry.getKey()), instances.size(), entry.getValue()));
      }
      return instances;
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
      instances.add(new Instance(declaration, address.instance(key), instances.size(), item));
    }
    return instances;
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

  private Value known(Expression expression, String what) {
    Value value = evaluation.evaluate(expression);
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
    Reference source = unknownReference(expression);
    throw Diagnostic.error(Problem.INSTANCES_UNKNOWN, what + " is known only after apply")
        .detail(
            "It depends on "
                + (source == null ? "a value" : source)
                + ", which does not exist yet, so it cannot be told which instances there are.")
        .hint(
            source == null || source.steps().isEmpty()
                ? "Use a value that is known before."
                : "Make that first, with --target "
                    + source.root()
                    + "."
                    + source.name(0)
                    + ", or use a value that is known before.")
        .at(expression.span())
        .toException();
  }

  /** The first reference in an expression whose value is not known. */
  private @Nullable Reference unknownReference(Expression expression) {
    List<Reference> found = new ArrayList<>(1);
    expression.forEachReference(
        reference -> {
          if (found.isEmpty() && !evaluation.evaluate(reference).isWhollyKnown()) {
            found.add(reference);
          }
        });
    if (found.isEmpty()) {
      return null;
    }
    Reference first = found.get(0);
    dev.paas.core.platform.LocalDeclaration local =
        first.root().equals("locals") ? evaluation.platform().locals().get(first.name(0)) : null;
    return local == null ? first : unknownReference(local.value());
  }

  private static DiagnosticException wrongKind(String must, Value found, Span span) {
    return wrong(must + ", not " + KindNames.of(found.kind()), span, null);
  }

  private static DiagnosticException wrong(String what, Span span, @Nullable String detail) {
    return Diagnostic.error(Problem.INSTANCES_INVALID, what).detail(detail).at(span).toException();
  }
}
