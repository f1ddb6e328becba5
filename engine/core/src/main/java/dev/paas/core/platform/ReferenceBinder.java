package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that every reference names something, before anything is evaluated. */
public final class ReferenceBinder {
  private static final Set<String> EACH = Set.of("key", "value", "index");
  private static final Set<String> PLATFORM = Set.of("name", "environment");

  private final ModuleDeclaration module;
  private final Set<String> unreadable;
  private final Diagnostics diagnostics;
  private final Map<String, List<String>> sectionsOfName = new LinkedHashMap<>();

  /** The resource whose conditions are being looked at. */
  private @Nullable ResourceDeclaration self;

  /**
   * @param unreadable the addresses of what is declared, but had errors that left nothing of it
   */
  ReferenceBinder(ModuleDeclaration module, Set<String> unreadable, Diagnostics diagnostics) {
    this.module = module;
    this.unreadable = unreadable;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks an expression that stands outside of the platform's files.
   *
   * @param diagnostics gets what is wrong with it
   */
  public static void check(Platform platform, Expression expression, Diagnostics diagnostics) {
    new ReferenceBinder(platform.root(), Set.of(), diagnostics).bind(expression, false);
  }

  void bindAll() {
    module.locals().values().forEach(local -> bind(local.value(), false));
    for (ResourceDeclaration resource : module.resources()) {
      boolean each = resource.isCounted() || resource.isKeyed();
      bind(resource.count(), false);
      bind(resource.forEach(), false);
      bind(resource.when(), false);
      bind(resource.body(), each);
      bind(resource.lifecycle().protect(), each);
      bind(resource.lifecycle().replaceWhen(), each);
      self = resource;
      resource.lifecycle().forEachCondition(condition -> bind(condition, each));
      self = null;
      resource.dependsOn().forEach(this::bindAddress);
    }
    for (ModuleCall call : module.calls().values()) {
      bind(call.count(), false);
      bind(call.forEach(), false);
      bind(call.when(), false);
      call.inputs().values().forEach(input -> bind(input, call.hasKeys()));
      call.dependsOn().forEach(this::bindAddress);
    }
    module.outputs().values().forEach(output -> bind(output.value(), false));
  }

  /** Checks what is imported, which stands in the platform itself. */
  void bindImports(Collection<ImportDeclaration> imports) {
    for (ImportDeclaration one : imports) {
      bind(one.forEach(), false);
      bind(one.to(), one.forEach() != null);
      bind(one.id(), one.forEach() != null);
    }
  }

  /** Checks the configurations of providers, which stand in the platform itself. */
  void bindProviders(Collection<ProviderDeclaration> providers) {
    providers.forEach(provider -> bind(provider.configuration(), false));
  }

  /** Checks a reference to what is no resource: a variable, a local and the like. */
  void bindOutside(Reference reference) {
    bind(reference, false);
  }

  /** Checks the conditions of the whole platform. */
  void bindChecks(Collection<PlatformCheck> checks) {
    for (PlatformCheck check : checks) {
      bind(check.condition(), false);
      bind(check.message(), false);
    }
  }

  /**
   * @param each whether there is {@code each}
   */
  private void bind(@Nullable Expression expression, boolean each) {
    if (expression != null && !expression.isLiteral()) {
      expression.forEachReference(reference -> bind(reference, each));
    }
  }

  private void bind(Reference reference, boolean each) {
    switch (reference.root()) {
      case "vars" -> named(reference, "variable", module.variables().keySet());
      case "locals" -> named(reference, "local", module.locals().keySet());
      case "env" -> {
        return;
      }
      case "platform" -> named(reference, "attribute of the platform", PLATFORM);
      case "each" -> each(reference, each);
      case "self" -> self(reference);
      case Address.MODULES -> new ModuleReferences(module, diagnostics).bind(reference, unreadable);
      default -> {
        if (isSection(reference.root())) {
          resource(reference, true);
        } else {
          unknownRoot(reference);
        }
      }
    }
  }

  private static boolean isSection(String name) {
    return CoreSchemas.isSection(name);
  }

  private void named(Reference reference, String what, Set<String> names) {
    String name = reference.name(0);
    boolean known = names.contains(name) || unreadable.contains(reference.root() + "." + name);
    if (reference.steps().isEmpty() || known) {
      return;
    }
    String minus = hyphenated(name, names);
    report(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_NAME,
                "there is no " + what + " \"" + reference.steps().get(0) + "\"")
            .hint(minus != null ? minus : DidYouMean.hint(name, names)),
        reference);
  }

  /** {@code a-b} may have been meant as a subtraction. */
  private static @Nullable String hyphenated(String name, Set<String> names) {
    int hyphen = name.indexOf('-');
    return hyphen > 0 && names.contains(name.substring(0, hyphen))
        ? "Put blanks around the - if it is to subtract."
        : null;
  }

  private void each(Reference reference, boolean each) {
    if (!each) {
      report(
          Diagnostic.error(Problem.REFERENCE_UNKNOWN_NAME, "there is no each here")
              .detail(
                  "It is there in a resource, and in the inputs of a module, with count or forEach."),
          reference);
      return;
    }
    named(reference, "attribute of each", EACH);
  }

  private void self(Reference reference) {
    ResourceDeclaration owner = self;
    if (owner == null) {
      report(
          Diagnostic.error(Problem.REFERENCE_UNKNOWN_NAME, "there is no self here")
              .detail("It is there in checks and in readyWhen, and is the resource that has them."),
          reference);
      return;
    }
    attribute(reference, owner, 0);
  }

  private void unknownRoot(Reference reference) {
    List<String> roots = new ArrayList<>(CoreSchemas.SECTIONS);
    roots.addAll(
        List.of("resources", "data", "vars", "locals", "env", "each", "platform", "modules"));
    String nearest = DidYouMean.nearest(reference.root(), roots);
    List<String> sections = sectionsOfNames().getOrDefault(reference.root(), List.of());
    String hint =
        sections.isEmpty()
            ? nearest == null
                ? "A reference begins with one of " + DidYouMean.list(roots) + "."
                : "Did you mean \"" + nearest + "\"?"
            : "Did you mean \"" + sections.get(0) + "." + reference.root() + "\"?";
    report(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_NAME, "nothing is called \"" + reference.root() + "\"")
            .hint(hint),
        reference);
  }

  /** Which sections, or {@code vars} and {@code locals}, have a name. */
  private Map<String, List<String>> sectionsOfNames() {
    if (sectionsOfName.isEmpty()) {
      for (ResourceDeclaration resource : module.resources()) {
        add(resource.name(), resource.section());
      }
      module.variables().keySet().forEach(name -> add(name, "vars"));
      module.locals().keySet().forEach(name -> add(name, "locals"));
    }
    return sectionsOfName;
  }

  private void add(String name, String section) {
    sectionsOfName.computeIfAbsent(name, unused -> new ArrayList<>()).add(section);
  }

  private void bindAddress(Reference reference) {
    if (isSection(reference.root())) {
      resource(reference, false);
    } else if (reference.root().equals(Address.MODULES)) {
      new ModuleReferences(module, diagnostics).bindAddress(reference, unreadable);
    } else {
      unknownRoot(reference);
    }
  }

  private void resource(Reference reference, boolean value) {
    if (reference.steps().isEmpty()) {
      return;
    }
    String name = reference.name(0);
    ResourceDeclaration target = module.resource(reference.root(), name);
    if (target == null) {
      if (!unreadable.contains(reference.root() + "." + name)) {
        noSuchEntry(reference, name);
      }
      return;
    }
    int attribute = 1;
    Object instance = reference.steps().size() > 1 ? reference.steps().get(1) : null;
    if (target.isCounted() || target.isKeyed()) {
      if (instance == null || !value) {
        return;
      }
      if (!isInstance(target, instance)) {
        whichInstance(reference, target);
        return;
      }
      attribute = 2;
    } else if (instance instanceof Integer) {
      report(
          Diagnostic.error(
                  Problem.REFERENCE_NO_INSTANCE,
                  target.address() + " has no instances to choose from")
              .detail("It has neither count nor forEach.")
              .hint("Remove the " + "[" + instance + "].")
              .related(target.key().span(), "declared here"),
          reference);
      return;
    }
    attribute(reference, target, attribute);
  }

  private static boolean isInstance(ResourceDeclaration target, Object step) {
    return target.isCounted() ? step instanceof Integer : step instanceof String;
  }

  private void whichInstance(Reference reference, ResourceDeclaration target) {
    String form = target.isCounted() ? "[0]" : "[\"key\"]";
    report(
        Diagnostic.error(Problem.REFERENCE_NO_INSTANCE, target.address() + " has several instances")
            .detail(
                "It has "
                    + (target.isCounted() ? "count" : "forEach")
                    + "; say which one is meant.")
            .hint("Write " + target.address() + form + ".")
            .related(target.key().span(), "declared here"),
        reference);
  }

  private void noSuchEntry(Reference reference, String name) {
    Set<String> names = module.section(reference.root()).keySet();
    String nearest = DidYouMean.nearest(name, names);
    List<String> elsewhere = sectionsOfNames().getOrDefault(name, List.of());
    String hint =
        nearest != null
            ? "Did you mean \"" + nearest + "\"?"
            : !elsewhere.isEmpty()
                ? "Did you mean \"" + elsewhere.get(0) + "." + name + "\"?"
                : names.isEmpty()
                    ? "The section " + reference.root() + " is empty."
                    : DidYouMean.whatThereIs(names);
    report(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_NAME,
                "there is no \"" + reference.steps().get(0) + "\" in " + reference.root())
            .hint(hint),
        reference);
  }

  private void attribute(Reference reference, ResourceDeclaration target, int first) {
    AttributeSchema current = target.type().attributes();
    for (int i = first; i < reference.steps().size(); i++) {
      Object step = reference.steps().get(i);
      AttributeSchema next = inside(current, step);
      if (next == null) {
        noSuchAttribute(reference, target, current, i, first);
        return;
      }
      if (next.is(Flag.WRITE_ONLY)) {
        report(
            Diagnostic.error(
                    Problem.REFERENCE_UNKNOWN_KEY, "\"" + step + "\" cannot be referred to")
                .detail("It is handed to the provider and not kept."),
            reference);
        return;
      }
      current = next;
    }
  }

  /** The schema of what a step leads to; {@code null} when nothing can be there. */
  private static @Nullable AttributeSchema inside(AttributeSchema schema, Object step) {
    if (schema.kinds().isEmpty() && schema.properties().isEmpty()) {
      return AttributeSchema.ANY;
    }
    if (step instanceof String name) {
      return schema.property(name);
    }
    AttributeSchema element = schema.element();
    return element == null ? schema.property(step.toString()) : element;
  }

  private void noSuchAttribute(
      Reference reference, ResourceDeclaration target, AttributeSchema owner, int at, int first) {
    Object step = reference.steps().get(at);
    String of =
        at == first
            ? target.address()
            : reference.pathFrom(first).steps().subList(0, at - first).toString();
    String subject =
        at == first
            ? of
            : new dev.paas.spi.value.ValuePath(reference.steps().subList(first, at)).toString();
    report(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_ATTRIBUTE, subject + " has no attribute \"" + step + "\"")
            .hint(DidYouMean.hint(step.toString(), owner.properties().keySet())),
        reference);
  }

  private void report(Diagnostic.Builder error, Reference reference) {
    diagnostics.add(error.at(reference.span()));
  }
}
