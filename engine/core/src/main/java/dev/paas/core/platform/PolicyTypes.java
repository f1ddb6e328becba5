package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.TypeInference;
import dev.paas.core.expression.TypeScope;
import dev.paas.core.expression.ValueType;
import dev.paas.core.expression.ValueType.ListOf;
import dev.paas.core.expression.ValueType.MapOf;
import dev.paas.core.expression.ValueType.Simple;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of what policies see of a plan; {@code plan.PolicyView} makes the values. */
final class PolicyTypes {
  private static final ValueType REASON =
      ValueType.object(Map.of("kind", Simple.TEXT, "path", Simple.TEXT, "text", Simple.TEXT));
  private static final ValueType DIFFERENCE = difference();

  private final PluginCatalog plugins;
  private final ModuleTypes module;

  PolicyTypes(PluginCatalog plugins, ModuleTypes module) {
    this.plugins = plugins;
    this.module = module;
  }

  /** What the expressions of a policy see. */
  TypeScope scope(PolicyDeclaration policy) {
    TypeScope outside = module.scope(null);
    ValueType plan = plan();
    ValueType change = change(attributes(policy.type()));
    return new TypeScope() {
      @Override
      public ValueType typeOf(Reference reference, Diagnostics diagnostics) {
        return switch (reference.root()) {
          case PolicyDeclaration.PLAN -> TypeInference.into(plan, reference, 0, diagnostics);
          case PolicyDeclaration.CHANGE -> TypeInference.into(change, reference, 0, diagnostics);
          default -> outside.typeOf(reference, diagnostics);
        };
      }
    };
  }

  /** Of a type that several plugins implement in their own ways nothing is known. */
  private ValueType attributes(@Nullable String name) {
    List<ResourceType> types = new ArrayList<>();
    for (PluginManifest plugin : plugins.plugins()) {
      ResourceType section = name == null ? null : plugin.sections().get(name);
      ResourceType type = name == null ? null : plugin.types().get(name);
      if (section != null || type != null) {
        types.add(section != null ? section : type);
      }
    }
    return types.size() == 1
        ? module.schemas().of(types.get(0).attributes())
        : new MapOf(Simple.ANY);
  }

  private static ValueType plan() {
    Map<String, ValueType> plan = new LinkedHashMap<>();
    plan.put("platform", Simple.TEXT);
    plan.put("environment", Simple.TEXT);
    plan.put("actor", Simple.TEXT);
    plan.put("time", Simple.TEXT);
    plan.put("destroy", Simple.BOOLEAN);
    plan.put("summary", new MapOf(Simple.INTEGER));
    plan.put("changes", new ListOf(change(new MapOf(Simple.ANY))));
    return ValueType.object(plan);
  }

  private static ValueType change(ValueType attributes) {
    Map<String, ValueType> change = new LinkedHashMap<>();
    for (String text :
        List.of("address", "section", "name", "module", "type", "provider", "action")) {
      change.put(text, Simple.TEXT);
    }
    change.put("key", Simple.ANY);
    change.put("movedFrom", Simple.TEXT);
    change.put("createFirst", Simple.BOOLEAN);
    change.put("deferred", Simple.BOOLEAN);
    change.put("reasons", new ListOf(REASON));
    change.put("differences", new ListOf(DIFFERENCE));
    change.put("before", attributes);
    change.put("after", attributes);
    return ValueType.object(change);
  }

  private static ValueType difference() {
    Map<String, ValueType> difference = new LinkedHashMap<>();
    difference.put("path", Simple.TEXT);
    difference.put("before", Simple.ANY);
    difference.put("after", Simple.ANY);
    difference.put("cause", Simple.TEXT);
    difference.put("forcesReplacement", Simple.BOOLEAN);
    return ValueType.object(difference);
  }
}
