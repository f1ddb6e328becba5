package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ConditionalExpression;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ListExpression;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.TypeInference;
import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the types of all expressions before anything is evaluated: that each can be evaluated, and
 * that what it gives may stand where it stands.
 */
final class TypeChecker {
  private static final Set<ValueKind> CONDITION = Set.of(ValueKind.BOOLEAN);

  private final ModuleDeclaration module;
  private final ModuleTypes types;
  private final Diagnostics diagnostics;

  /**
   * @param unreadable the addresses of what is declared, but had errors that left nothing of it
   */
  TypeChecker(ModuleDeclaration module, Set<String> unreadable, Diagnostics diagnostics) {
    this.module = module;
    this.types = new ModuleTypes(module, unreadable, diagnostics);
    this.diagnostics = diagnostics;
  }

  void checkAll() {
    TypeInference outside = new TypeInference(types.scope(null), diagnostics);
    for (ResourceDeclaration resource : module.resources()) {
      instances(resource.count(), resource.forEach(), resource.when(), outside);
      TypeInference inside = inside(resource.count(), resource.forEach());
      wanted(resource.lifecycle().protect(), "protect", CONDITION, inside);
      inferred(resource.lifecycle().replaceWhen(), inside);
      check(resource.body(), resource.type().attributes(), "", inside);
      conditions(resource);
    }
    for (ModuleCall call : module.calls().values()) {
      instances(call.count(), call.forEach(), call.when(), outside);
      TypeInference inside = inside(call.count(), call.forEach());
      ModuleDeclaration called = module.called(call.name());
      call.inputs()
          .forEach(
              (name, input) -> {
                VariableDeclaration variable = called == null ? null : called.variables().get(name);
                check(
                    input,
                    variable == null ? AttributeSchema.ANY : variable.schema(),
                    name,
                    inside);
              });
    }
    module.outputs().values().forEach(output -> inferred(output.value(), outside));
  }

  /** What must hold of a resource sees the resource itself. */
  private void conditions(ResourceDeclaration resource) {
    boolean several = resource.isCounted() || resource.isKeyed();
    ValueType each = several ? types.each(resource.forEach()) : null;
    ValueType self = types.schemas().of(resource.type().attributes());
    TypeInference inference = new TypeInference(types.scope(each, self), diagnostics);
    List<CheckDeclaration> checks = resource.lifecycle().checks();
    for (int i = 0; i < checks.size(); i++) {
      condition(checks.get(i).condition(), "checks[" + i + "].assert", inference);
      inferred(checks.get(i).message(), inference);
    }
    ReadyWhen ready = resource.lifecycle().readyWhen();
    condition(ready == null ? null : ready.condition(), "readyWhen", inference);
  }

  private void condition(@Nullable Expression expression, String name, TypeInference inference) {
    wanted(Problem.SCHEMA_WRONG_TYPE, expression, name, CONDITION, inference);
  }

  /** Checks the conditions of the whole platform. */
  void checkConditions(Collection<PlatformCheck> checks) {
    TypeInference outside = new TypeInference(types.scope(null), diagnostics);
    for (PlatformCheck check : checks) {
      condition(check.condition(), "checks." + check.name() + ".assert", outside);
      inferred(check.message(), outside);
    }
  }

  /** Checks the conditions over plans, which see the plan. */
  void checkPolicies(Collection<PolicyDeclaration> policies, PluginCatalog plugins) {
    PolicyTypes plan = new PolicyTypes(plugins, types);
    for (PolicyDeclaration policy : policies) {
      TypeInference inference = new TypeInference(plan.scope(policy), diagnostics);
      condition(policy.condition(), "policies." + policy.name() + ".assert", inference);
      inferred(policy.message(), inference);
    }
  }

  /** Checks the configurations of providers, which stand in the platform itself. */
  void checkProviders(Collection<ProviderDeclaration> providers) {
    TypeInference outside = new TypeInference(types.scope(null), diagnostics);
    for (ProviderDeclaration provider : providers) {
      check(provider.configuration(), provider.plugin().configuration().attributes(), "", outside);
    }
  }

  private void instances(
      @Nullable Expression count,
      @Nullable Expression forEach,
      @Nullable Expression when,
      TypeInference outside) {
    wanted(count, "count", Set.of(ValueKind.INTEGER), outside);
    wanted(forEach, "forEach", Set.of(ValueKind.ARRAY, ValueKind.OBJECT), outside);
    wanted(when, "when", CONDITION, outside);
  }

  private TypeInference inside(@Nullable Expression count, @Nullable Expression forEach) {
    boolean several = count != null || forEach != null;
    return new TypeInference(types.scope(several ? types.each(forEach) : null), diagnostics);
  }

  private static void inferred(@Nullable Expression expression, TypeInference inference) {
    if (expression != null && !expression.isLiteral()) {
      inference.of(expression);
    }
  }

  private void wanted(
      @Nullable Expression expression, String name, Set<ValueKind> kinds, TypeInference inference) {
    wanted(Problem.INSTANCES_INVALID, expression, name, kinds, inference);
  }

  private void wanted(
      Problem problem,
      @Nullable Expression expression,
      String name,
      Set<ValueKind> kinds,
      TypeInference inference) {
    if (expression != null && !expression.isLiteral()) {
      ValueType type = inference.of(expression);
      if (!mayBe(type, kinds)) {
        diagnostics.add(wrong(problem, name, kinds, type, expression));
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
    } else if (expression instanceof ConditionalExpression entry) {
      wanted(entry.condition(), "when", CONDITION, inference);
      check(entry.value(), schema, name, inference);
    } else if (expression instanceof ListExpression list) {
      AttributeSchema element = schema.element();
      for (Expression item : list.items()) {
        check(item, element == null ? AttributeSchema.ANY : element, name, inference);
      }
    } else {
      ValueType type = inference.of(expression);
      boolean judged = schema.shorthand() == null && schema.reference() == null;
      if (judged && !mayBe(type, schema.kinds())) {
        diagnostics.add(
            wrong(Problem.SCHEMA_WRONG_TYPE, name, schema.kinds(), type, expression)
                .detail(schema.description().isEmpty() ? null : schema.description()));
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

  private static Diagnostic.Builder wrong(
      Problem problem, String name, Set<ValueKind> kinds, ValueType type, Expression expression) {
    List<String> wanted = new ArrayList<>();
    Set<ValueKind> ordered = EnumSet.noneOf(ValueKind.class);
    ordered.addAll(kinds);
    ordered.remove(ValueKind.NULL);
    ordered.forEach(kind -> wanted.add(KindNames.of(kind)));
    String subject = name.isEmpty() ? "this" : name;
    String must = subject + " must be " + String.join(" or ", wanted);
    return Diagnostic.error(problem, must + ", not " + type.describe())
        .at(expression.span())
        .hint(conversion(kinds, type));
  }

  private static @Nullable String conversion(Set<ValueKind> kinds, ValueType type) {
    if (type == Simple.TEXT && kinds.contains(ValueKind.INTEGER)) {
      return "A text of digits becomes a number with int(x).";
    }
    boolean scalar = type == Simple.INTEGER || type == Simple.NUMBER || type == Simple.BOOLEAN;
    return scalar && kinds.contains(ValueKind.STRING)
        ? "It becomes a text with string(x), or when there is text around it."
        : null;
  }
}
