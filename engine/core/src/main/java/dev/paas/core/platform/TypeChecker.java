package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ListExpression;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.TypeInference;
import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the types of all expressions before anything is evaluated: that each can be evaluated, and
 * that what it gives may stand where it stands.
 */
final class TypeChecker {
  private final Platform platform;
  private final PlatformTypes types;
  private final Diagnostics diagnostics;

  TypeChecker(Platform platform, Set<String> unreadable, Diagnostics diagnostics) {
    this.platform = platform;
    this.types = new PlatformTypes(platform, unreadable, diagnostics);
    this.diagnostics = diagnostics;
  }

  void checkAll() {
    TypeInference outside = new TypeInference(types.scope(null), diagnostics);
    for (ProviderDeclaration provider : platform.providers().values()) {
      check(provider.configuration(), provider.plugin().configuration().attributes(), "", outside);
    }
    for (ResourceDeclaration resource : platform.resources()) {
      wanted(resource.count(), "count", Set.of(ValueKind.INTEGER), outside);
      wanted(resource.forEach(), "forEach", Set.of(ValueKind.ARRAY, ValueKind.OBJECT), outside);
      wanted(resource.when(), "when", Set.of(ValueKind.BOOLEAN), outside);
      TypeInference inside = new TypeInference(types.scope(resource), diagnostics);
      wanted(resource.lifecycle().protect(), "protect", Set.of(ValueKind.BOOLEAN), inside);
      inferred(resource.lifecycle().replaceWhen(), inside);
      check(resource.body(), resource.type().attributes(), "", inside);
    }
    platform.outputs().values().forEach(output -> inferred(output.value(), outside));
  }

  private static void inferred(@Nullable Expression expression, TypeInference inference) {
    if (expression != null && !expression.isLiteral()) {
      inference.of(expression);
    }
  }

  private void wanted(
      @Nullable Expression expression, String name, Set<ValueKind> kinds, TypeInference inference) {
    if (expression != null && !expression.isLiteral()) {
      ValueType type = inference.of(expression);
      if (!mayBe(type, kinds)) {
        report(Problem.INSTANCES_INVALID, name, kinds, type, expression);
      }
    }
  }

  /** Checks what is written for a schema; lists and maps part by part. */
  private void check(
      Expression expression, AttributeSchema schema, String name, TypeInference inference) {
    if (expression.isLiteral()) {
      return;
    }
    if (expression instanceof MapExpression map) {
      map.entries()
          .forEach(
              (key, entry) -> {
                AttributeSchema property = schema.property(key);
                check(entry, property == null ? AttributeSchema.ANY : property, key, inference);
              });
    } else if (expression instanceof ListExpression list) {
      AttributeSchema element = schema.element();
      for (Expression item : list.items()) {
        check(item, element == null ? AttributeSchema.ANY : element, name, inference);
      }
    } else {
      ValueType type = inference.of(expression);
      boolean judged = schema.shorthand() == null && schema.reference() == null;
      if (judged && !mayBe(type, schema.kinds())) {
        report(Problem.SCHEMA_WRONG_TYPE, name, schema.kinds(), type, expression);
      }
    }
  }

  private static boolean mayBe(ValueType type, Set<ValueKind> kinds) {
    if (kinds.isEmpty() || type.isOpen() || type == Simple.NULL) {
      return true;
    }
    if (type.isMap()) {
      return kinds.contains(ValueKind.OBJECT);
    }
    if (type instanceof ListOf) {
      return kinds.contains(ValueKind.ARRAY);
    }
    return switch ((Simple) type) {
      case BOOLEAN -> kinds.contains(ValueKind.BOOLEAN);
      case INTEGER, DECIMAL, NUMBER ->
          kinds.contains(ValueKind.INTEGER) || kinds.contains(ValueKind.NUMBER);
      case TEXT, BYTES, TIMESTAMP, DURATION -> kinds.contains(ValueKind.STRING);
      case ANY, NONE, NULL -> true;
    };
  }

  private void report(
      Problem problem, String name, Set<ValueKind> kinds, ValueType type, Expression expression) {
    List<String> wanted = new ArrayList<>();
    Set<ValueKind> ordered = EnumSet.noneOf(ValueKind.class);
    ordered.addAll(kinds);
    ordered.remove(ValueKind.NULL);
    ordered.forEach(kind -> wanted.add(KindNames.of(kind)));
    diagnostics.add(
        Diagnostic.error(
                problem,
                (name.isEmpty() ? "this" : name)
                    + " must be "
                    + String.join(" or ", wanted)
                    + ", not "
                    + type.describe())
            .at(expression.span())
            .hint(conversion(kinds, type)));
  }

  private static @Nullable String conversion(Set<ValueKind> kinds, ValueType type) {
    if (type == Simple.TEXT && kinds.contains(ValueKind.INTEGER)) {
      return "A text of digits becomes a number with int(x).";
    }
    boolean scalar =
        type == Simple.INTEGER || type == Simple.NUMBER || type == Simple.BOOLEAN;
    return scalar && kinds.contains(ValueKind.STRING)
        ? "It becomes a text with string(x), or when there is text around it."
        : null;
  }
}
