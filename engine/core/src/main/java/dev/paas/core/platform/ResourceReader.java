package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Sentence;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Literal;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.TemplateExpression;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.Quantities;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.MapValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads entries of sections whose types are known. Use it in one thread. */
final class ResourceReader {
  private static final String UPDATE = "update";

  /** What any resource may carry, beside its configuration. */
  private static final Set<String> META =
      Set.of(
          "provider",
          "count",
          "forEach",
          "when",
          "dependsOn",
          "protect",
          "lifecycle",
          "timeouts",
          "retry",
          "checks",
          "readyWhen",
          UPDATE);

  /** What of it says how changes are made. */
  private static final Set<String> LIFECYCLE =
      Set.of("protect", "lifecycle", "timeouts", "retry", "checks", "readyWhen", UPDATE);

  private final ModuleDeclaration module;
  private final ExpressionParser parser;
  private final ConditionReader conditions;
  private final Diagnostics diagnostics;
  private final @Nullable MappingNode defaults;
  private final BiPredicate<String, String> declared;
  private final Set<String> usedDefaults = new HashSet<>();
  private final Set<String> implied = new LinkedHashSet<>();
  private final Map<ResourceType, Map<String, String>> unsupported = new HashMap<>();

  /** What keys that any resource may carry are checked with. */
  private static final class Meta {
    static final SchemaValidator VALIDATOR =
        SchemaValidator.of("urn:paas:resource", CoreSchemas.platform().at("/$defs/resource"));
  }

  /** The same of look-ups. */
  private static final class LookupMeta {
    static final SchemaValidator VALIDATOR =
        SchemaValidator.of("urn:paas:lookup", CoreSchemas.platform().at("/$defs/lookup"));
  }

  /**
   * @param module the module that they are in
   * @param defaults what every resource has that knows the key; {@code null} for nothing
   * @param declared whether a section has an entry of that name
   */
  ResourceReader(
      ModuleDeclaration module,
      ExpressionParser parser,
      @Nullable MappingNode defaults,
      BiPredicate<String, String> declared,
      Diagnostics diagnostics) {
    this.module = module;
    this.parser = parser;
    this.conditions = new ConditionReader(parser, diagnostics);
    this.defaults = defaults;
    this.declared = declared;
    this.diagnostics = diagnostics;
  }

  /** Names of entries that are referred to by default: {@code networks.default}. */
  Set<String> implied() {
    return implied;
  }

  /** The keys of {@code defaults:} that some resource knows. */
  Set<String> usedDefaults() {
    return usedDefaults;
  }

  /** Reads an entry. */
  ResourceDeclaration read(TypedEntry entry) {
    String section = entry.section();
    ScalarNode key = entry.key();
    MappingNode all = entry.all();
    ProviderResolver.Resolved resolved = entry.resolved();
    String subject = section + "." + key.text();
    ResourceType type = resolved.type();
    MappingNode meta = meta(all, type);
    if (!meta.isEmpty()) {
      metaValidator(type).check(meta, subject, key, diagnostics);
    }
    EntryConditions conditions = new EntryConditions(diagnostics);
    MappingNode body =
        conditions.without(
            body(all, type.attributes(), CoreSchemas.isTyped(section)), type.attributes());
    int before = diagnostics.errorCount();
    type.validator().check(body, subject, key, diagnostics);
    checkSupported(body, type, resolved.provider().alias());
    Deprecations.report(body, type.attributes(), diagnostics);
    BodyCompiler compiler = new BodyCompiler(parser, conditions, declared, diagnostics);
    Expression compiled =
        diagnostics.errorCount() > before
            ? parser.parse(body, diagnostics)
            : compiler.compile(body, type.attributes());
    compiler.impliedNames().forEach(name -> implied.add("networks." + name));
    List<Reference> dependsOn = new ArrayList<>(compiler.named());
    dependsOn.addAll(DependsOn.read(all.get("dependsOn"), parser, diagnostics));
    return new ResourceDeclaration(
        entry.number(),
        module,
        parser.names().address(new Address(module.path(), section, key.text(), null)),
        key,
        body,
        type,
        resolved.provider().alias(),
        section.equals("config") ? rendered(compiled) : compiled,
        expression(all.get("count")),
        expression(all.get("forEach")),
        expression(all.get("when")),
        dependsOn,
        lifecycle(all, type),
        section.equals("secrets") && body.get("generate") == null,
        entry.isImplied());
  }

  /** Whether a key is one that any resource may carry; a type may have an update of its own. */
  private static boolean isMeta(String key, AttributeSchema schema) {
    return META.contains(key) && !(key.equals(UPDATE) && schema.properties().containsKey(UPDATE));
  }

  private static MappingNode meta(MappingNode all, ResourceType type) {
    for (MappingNode.Entry entry : all.entries()) {
      if (isMeta(entry.name(), type.attributes())) {
        List<MappingNode.Entry> kept = new ArrayList<>();
        for (MappingNode.Entry candidate : all.entries()) {
          if (isMeta(candidate.name(), type.attributes())) {
            kept.add(candidate);
          }
        }
        return new MappingNode(all.source(), all.line(), all.column(), kept);
      }
    }
    return MappingNode.emptyAt(all);
  }

  private static SchemaValidator metaValidator(ResourceType type) {
    return type.isLookup() ? LookupMeta.VALIDATOR : Meta.VALIDATOR;
  }

  /** The configuration itself, with the platform's defaults, under the schema's names. */
  private MappingNode body(MappingNode all, AttributeSchema schema, boolean own) {
    List<MappingNode.Entry> kept = new ArrayList<>();
    for (MappingNode.Entry entry : all.entries()) {
      boolean extension = entry.name().startsWith("x-");
      if (!isMeta(entry.name(), schema) && !extension && !(own && entry.name().equals("type"))) {
        kept.add(entry);
      }
    }
    MappingNode body = new MappingNode(all.source(), all.line(), all.column(), kept);
    body = (MappingNode) KeyAliases.canonical(body, schema);
    MappingNode applicable = applicableDefaults(schema);
    return applicable == null ? body : NodeMerge.withDefaults(body, applicable);
  }

  private @Nullable MappingNode applicableDefaults(AttributeSchema schema) {
    if (defaults == null) {
      return null;
    }
    List<MappingNode.Entry> known = new ArrayList<>();
    for (MappingNode.Entry entry : defaults.entries()) {
      AttributeSchema property = schema.properties().get(entry.name());
      if (property != null && property.isInput()) {
        usedDefaults.add(entry.name());
        known.add(entry);
      }
    }
    return known.isEmpty()
        ? null
        : new MappingNode(defaults.source(), defaults.line(), defaults.column(), known);
  }

  private void checkSupported(MappingNode body, ResourceType type, String provider) {
    Map<String, String> reasons = unsupported.computeIfAbsent(type, ResourceType::unsupported);
    reasons.forEach(
        (path, why) -> {
          Node at = body;
          ScalarNode name = null;
          for (String step : path.split("\\.", -1)) {
            name = at instanceof MappingNode map ? map.key(step) : null;
            at = name == null ? null : ((MappingNode) at).get(step);
            if (at == null) {
              return;
            }
          }
          diagnostics.add(
              Diagnostic.error(
                      Problem.PROVIDER_UNSUPPORTED,
                      "the provider " + provider + " cannot honour \"" + path + "\"")
                  .detail(Sentence.of(why))
                  .hint("Remove it, or use a provider that can.")
                  .at(name == null ? null : name.span()));
        });
  }

  /** A template is rendered by the engine: the provider gets the content. */
  private static Expression rendered(Expression body) {
    if (body instanceof MapExpression map && map.get("template") != null) {
      return templated(map.get("template"), map.get("vars"), map.node());
    }
    if (body instanceof Literal literal
        && literal.value() instanceof MapValue values
        && values.has("template")) {
      return templated(
          new Literal(values.getOrNull("template"), at(literal.node(), "template")),
          new Literal(values.getMap("vars"), at(literal.node(), "vars")),
          literal.node());
    }
    return body;
  }

  private static Node at(Node node, String name) {
    Node found = node instanceof MappingNode map ? map.get(name) : null;
    return found == null ? node : found;
  }

  private static Expression templated(
      @Nullable Expression path, @Nullable Expression variables, Node node) {
    if (path == null) {
      throw new IllegalStateException("a template without a path");
    }
    Expression given = variables == null ? new Literal(MapValue.empty(), node) : variables;
    return new MapExpression(Map.of("content", new TemplateExpression(path, given)), node);
  }

  private @Nullable Expression expression(@Nullable Node node) {
    return node == null || NodeMerge.isNull(node) ? null : parser.parse(node, diagnostics);
  }

  private static boolean saysLifecycle(MappingNode all) {
    for (MappingNode.Entry entry : all.entries()) {
      if (LIFECYCLE.contains(entry.name())) {
        return true;
      }
    }
    return false;
  }

  private Lifecycle lifecycle(MappingNode all, ResourceType type) {
    if (!saysLifecycle(all)) {
      return Lifecycle.DEFAULT;
    }
    MappingNode lifecycle =
        all.get("lifecycle") instanceof MappingNode map ? map : MappingNode.emptyAt(all);
    List<IgnoredPath> ignored = new ArrayList<>();
    if (lifecycle.get("ignoreChanges") instanceof SequenceNode list) {
      for (Node item : list.items()) {
        if (item instanceof ScalarNode scalar) {
          ignored.add(IgnoredPath.parse(scalar.text()));
        }
      }
    }
    return new Lifecycle(
        expression(all.get("protect")),
        truth(lifecycle, "createBeforeDestroy"),
        ignored,
        expression(lifecycle.get("replaceWhen")),
        truth(lifecycle, "keepOnRemove"),
        timeouts(all.get("timeouts")),
        conditions.retry(all.get("retry")),
        conditions.checks(all.get("checks")),
        conditions.readyWhen(all.get("readyWhen"), type),
        type.isLookup() || type.attributes().properties().containsKey(UPDATE)
            ? null
            : conditions.rolling(all, all.key(UPDATE)));
  }

  private boolean truth(MappingNode map, String name) {
    Node node = map.get(name);
    if (node instanceof ScalarNode scalar && scalar.value() instanceof BooleanValue truth) {
      return truth.value();
    }
    if (node instanceof ScalarNode scalar && scalar.text().contains("${")) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, name + " cannot be an expression")
              .detail("It decides in which order things happen.")
              .hint("Write true or false.")
              .at(scalar.span()));
    }
    return false;
  }

  private Map<String, Duration> timeouts(@Nullable Node node) {
    Map<String, Duration> timeouts = new HashMap<>();
    if (node instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof ScalarNode scalar) {
          timeout(entry.name(), scalar, timeouts);
        }
      }
    }
    return timeouts;
  }

  private void timeout(String operation, ScalarNode written, Map<String, Duration> timeouts) {
    if (written.text().contains("${")) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, "a timeout cannot be an expression")
              .hint("Write a length of time, such as 5m.")
              .at(written.span()));
      return;
    }
    try {
      timeouts.put(operation, Quantities.duration(written.text()));
    } catch (IllegalArgumentException | ArithmeticException invalid) {
      // What is not a length of time the schema has reported already.
      timeouts.remove(operation);
    }
  }
}
