package dev.paas.core.why;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.ModuleInstance;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.TemplateExpression;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows differences back to where they come from, nearest first. Each attribute, local and
 * variable is looked at once, so that the work is bounded by what the plan has.
 */
final class Tracer {
  private final PlannedPlatform planned;
  private final Platform platform;
  private final Targets targets;
  private final Deque<Step> open = new ArrayDeque<>();
  private final Set<Object> seen = new HashSet<>();
  private final List<List<Link>> chains = new ArrayList<>();

  /**
   * A link, and the one that it causes.
   *
   * @param effect the next link towards the resource that is explained; {@code null} for the last
   */
  private record Node(@Nullable Node effect, Link link) {}

  /** A place that is still to be looked at. */
  private record Step(Node node, Runnable look) {}

  /**
   * What an expression makes.
   *
   * @param before the value before, when the expression makes it as a whole
   * @param after the value now
   */
  private record Made(@Nullable Value before, @Nullable Value after, boolean hidden) {
    static final Made UNKNOWN = new Made(null, null, false);
  }

  Tracer(PlannedPlatform planned) {
    this.planned = planned;
    this.platform = planned.evaluation().platform();
    this.targets = new Targets(planned);
  }

  /** The chains found, each from its cause on. */
  List<List<Link>> chains() {
    while (!open.isEmpty()) {
      open.remove().look().run();
    }
    return chains;
  }

  /** Starts at all that differs in a resource and does not only follow from something else. */
  void start(PlannedInstance instance) {
    differences(null, instance);
  }

  /** Starts at an expression of a resource that is not an attribute, such as {@code count}. */
  void start(PlannedInstance instance, String name, Expression expression) {
    Link link = resource(instance.address(), name, Made.UNKNOWN, expression.span());
    Node node = new Node(null, link);
    Instance of = instance.instance();
    ModuleInstance scope = of == null ? planned.evaluation().root() : of.module();
    later(node, () -> expression(node, scope, expression, List.of(), Made.UNKNOWN));
  }

  private void later(Node node, Runnable look) {
    open.add(new Step(node, look));
  }

  private void differences(@Nullable Node effect, PlannedInstance instance) {
    for (AttributeChange difference : instance.change().differences()) {
      if (!follows(instance, difference)
          && seen.add(List.of(instance.address(), difference.path()))) {
        difference(effect, instance, difference);
      }
    }
  }

  private void difference(
      @Nullable Node effect, PlannedInstance instance, AttributeChange difference) {
    Instance of = instance.instance();
    ResourceDeclaration declaration = of == null ? null : of.declaration();
    Made made = new Made(difference.before(), difference.after(), difference.writeOnly());
    Written written =
        declaration == null ? null : Written.at(declaration.body(), difference.path());
    Span span =
        written != null
            ? written.expression().span()
            : declaration == null ? null : declaration.span(difference.path());
    String path = difference.path().toString();
    Node node = new Node(effect, resource(instance.address(), path, made, span));
    switch (difference.cause()) {
      case DRIFT -> end(node, Link.Kind.OUTSIDE, "somebody or something", "changed it", null);
      case DEFAULT ->
          end(node, Link.Kind.FILE, "the default", "holds, the file says nothing", null);
      case CONFIGURATION -> {
        if (of == null || written == null) {
          String note = difference.after() == null ? "is not in the file any more" : "is filled in";
          end(node, Link.Kind.FILE, path, note, null);
        } else {
          later(
              node,
              () -> expression(node, of.module(), written.expression(), written.inside(), made));
        }
      }
      case COMPUTED -> throw new IllegalStateException(path);
    }
  }

  /** Looks at all that an expression refers to. */
  private void expression(
      Node node, ModuleInstance scope, Expression expression, List<Object> inside, Made made) {
    List<Reference> references = new ArrayList<>();
    expression.forEachReference(references::add);
    boolean whole = expression instanceof Reference;
    Made each = whole ? made : Made.UNKNOWN;
    List<Reference> others = new ArrayList<>();
    boolean found = false;
    for (Reference reference : references) {
      Targets.Resources resources = targets.resources(reference, scope);
      if (resources == null) {
        others.add(reference);
      } else {
        found |= resources(node, resources, inside);
      }
    }
    if (found) {
      return;
    }
    // Nothing that it takes from resources changes: so it is itself, or one of the others.
    boolean certain = whole && others.size() == 1;
    Node effect =
        whole ? node : new Node(node.effect(), node.link().withNote("or the line itself changed"));
    for (Reference reference : others) {
      found |= other(effect, scope, reference, inside, each, certain);
    }
    if (!found) {
      line(node, expression, others.isEmpty());
    }
  }

  private void line(Node node, Expression expression, boolean certain) {
    String note =
        expression instanceof TemplateExpression
            ? "the template, or what it is given, changed"
            : certain ? "" : "or the line itself changed";
    // It is the line of the attribute itself: one link says both.
    Link link = node.link().at(expression.span(), note, certain);
    chains.add(chain(new Node(node.effect(), link)));
  }

  /** Whether a reference to resources leads to something that changes. */
  private boolean resources(Node node, Targets.Resources target, List<Object> inside) {
    ResourceDeclaration declaration = target.declaration();
    if (declaration.ephemeral()) {
      String name = declaration.address();
      return ended(node, name, Link.Kind.OUTSIDE, name, "is taken anew", declaration.key().span());
    }
    ValuePath path = new ValuePath(joined(target.inside(), inside));
    boolean found = false;
    for (PlannedInstance one : target.instances()) {
      found |= resource(node, one, path);
    }
    return found;
  }

  private static List<Object> joined(List<Object> first, List<Object> second) {
    List<Object> steps = new ArrayList<>(first);
    steps.addAll(second);
    return steps;
  }

  private boolean resource(Node node, PlannedInstance target, ValuePath path) {
    Change change = target.change();
    Span span = target.instance() == null ? null : target.instance().declaration().key().span();
    switch (change.action()) {
      case CREATE, READ -> {
        return ended(
            node,
            target.address(),
            Link.Kind.RESOURCE,
            target.address().toString(),
            (change.action() == Action.READ ? "is read: " : "is created: ")
                + change.reasons().get(0).text(),
            span);
      }
      case UPDATE, REPLACE -> {
        return changed(node, target, path, span);
      }
      case DELETE, FORGET, ADOPT, IMPORT, MOVE, RECORD, NONE -> {
        return false;
      }
    }
    throw new IllegalStateException(change.action().name());
  }

  private boolean changed(Node node, PlannedInstance target, ValuePath path, @Nullable Span span) {
    boolean found = false;
    boolean computed = target.change().action() == Action.REPLACE;
    for (AttributeChange difference : target.change().differences()) {
      boolean same = difference.path().startsWith(path) || path.startsWith(difference.path());
      if (same && follows(target, difference)) {
        computed = true;
      } else if (same && !seen.add(List.of(target.address(), difference.path()))) {
        found = true;
      } else if (same) {
        difference(node, target, difference);
        found = true;
      }
    }
    if (!found && computed && isComputed(target, path)) {
      // What the provider computes follows from what is configured.
      if (seen.add(List.of(target.address(), "computed"))) {
        String attribute = path.toString();
        Made made = made(target, path);
        Node between = new Node(node, resource(target.address(), attribute, made, span));
        differences(between, target);
        if (target.change().differences().stream().allMatch(each -> follows(target, each))) {
          reason(between, target);
        }
      }
      return true;
    }
    return found;
  }

  /** Whether a difference only follows from others of the same resource. */
  private static boolean follows(PlannedInstance instance, AttributeChange difference) {
    return difference.cause() == AttributeChange.Cause.COMPUTED
        || (difference.cause() == AttributeChange.Cause.CONFIGURATION
            && isReadOnly(attribute(instance, difference.path())));
  }

  private static boolean isReadOnly(@Nullable AttributeSchema attribute) {
    return attribute != null && attribute.isReadOnly();
  }

  /** The schema of the attribute that a path begins with. */
  private static @Nullable AttributeSchema attribute(PlannedInstance instance, ValuePath path) {
    Instance of = instance.instance();
    return of == null || path.isRoot()
        ? null
        : of.declaration().type().attributes().property(path.steps().get(0).toString());
  }

  /** Whether a change of what is configured can change what stands at a path. */
  private static boolean isComputed(PlannedInstance target, ValuePath path) {
    AttributeSchema attribute = attribute(target, path);
    return attribute == null
        || attribute.isReadOnly()
        || attribute.is(AttributeSchema.Flag.COMPUTED);
  }

  private static Made made(PlannedInstance target, ValuePath path) {
    for (AttributeChange difference : target.change().differences()) {
      if (difference.path().equals(path)) {
        return new Made(difference.before(), difference.after(), difference.writeOnly());
      }
    }
    return Made.UNKNOWN;
  }

  /** An action that no attribute is the reason of: says where the resource is declared. */
  void declared(PlannedInstance instance) {
    if (instance.instance() != null) {
      Span span = instance.instance().declaration().key().span();
      chains.add(List.of(resource(instance.address(), "", Made.UNKNOWN, span)));
    }
  }

  private void reason(Node node, PlannedInstance instance) {
    if (!instance.change().reasons().isEmpty()) {
      Link noted = node.link().withNote(instance.change().reasons().get(0).text());
      chains.add(chain(new Node(node.effect(), noted)));
    }
  }

  /** Whether a reference to something else may be the cause. */
  private boolean other(
      Node node,
      ModuleInstance scope,
      Reference reference,
      List<Object> inside,
      Made made,
      boolean certain) {
    String name = reference.name(0);
    return switch (reference.root()) {
      case "vars" -> variable(node, scope, reference, inside, made, certain);
      case "locals" -> {
        LocalDeclaration local = scope.declaration().locals().get(name);
        if (local != null && seen.add(scope.path() + ".locals." + name)) {
          List<Object> rest = reference.steps().subList(1, reference.steps().size());
          Named named = new Named(shown(scope, reference), local.key().span(), local.value());
          through(node, scope, named, joined(rest, inside), made);
        }
        yield local != null;
      }
      case "modules" -> output(node, scope, reference, inside, made);
      case "env" -> {
        String variable = "env." + name;
        yield ended(node, variable, Link.Kind.ENVIRONMENT, variable, "", reference.span());
      }
      default -> false;
    };
  }

  /** A name, as it is shown, and what it stands for. */
  private record Named(String name, Span span, Expression expression) {}

  private static String shown(ModuleInstance scope, Reference reference) {
    return scope.path().isRoot() ? reference.toString() : scope.path() + ": " + reference;
  }

  private boolean variable(
      Node node,
      ModuleInstance scope,
      Reference reference,
      List<Object> inside,
      Made made,
      boolean certain) {
    String name = reference.name(0);
    if (!seen.add(scope.path() + ".vars." + name)) {
      return true;
    }
    ModuleInstance caller = scope.parent();
    ModuleCall call = scope.declaration().call();
    Expression input = call == null ? null : call.inputs().get(name);
    if (caller != null && input != null) {
      List<Object> rest = reference.steps().subList(1, reference.steps().size());
      Named named = new Named(shown(scope, reference), input.span(), input);
      through(node, caller, named, joined(rest, inside), made);
      return true;
    }
    boolean own = caller == null;
    Value now = own && made.after() == null ? platform.variableValues().get(name) : made.after();
    VariableDeclaration declared = scope.declaration().variables().get(name);
    Span origin = own ? platform.variableOrigins().get(name) : null;
    Span span = origin == null && declared != null ? declared.key().span() : origin;
    String shown = shown(scope, reference);
    Link link =
        new Link(
            Link.Kind.VARIABLE, shown, "", "", made.before(), now, made.hidden(), span, certain);
    chains.add(chain(new Node(node, link)));
    return true;
  }

  private boolean output(
      Node node, ModuleInstance scope, Reference reference, List<Object> inside, Made made) {
    Targets.Output output = targets.output(reference, scope);
    if (output == null) {
      return false;
    }
    for (ModuleInstance module : output.modules()) {
      if (seen.add(module.path() + ".outputs." + output.declaration().name())) {
        Named named =
            new Named(
                module.path() + "." + output.declaration().name(),
                output.declaration().key().span(),
                output.declaration().value());
        through(node, module, named, joined(output.inside(), inside), made);
      }
    }
    return !output.modules().isEmpty();
  }

  /** Goes on behind a name. */
  private void through(
      Node node, ModuleInstance scope, Named named, List<Object> steps, Made made) {
    Written written = Written.at(named.expression(), new ValuePath(steps));
    Expression expression = written == null ? named.expression() : written.expression();
    List<Object> inside = written == null ? List.of() : written.inside();
    Link link =
        new Link(
            Link.Kind.LOCAL,
            named.name(),
            "",
            "",
            made.before(),
            made.after(),
            made.hidden(),
            named.span(),
            true);
    Node between = new Node(node, link);
    later(between, () -> expression(between, scope, expression, inside, made));
  }

  private boolean ended(
      Node node, Object key, Link.Kind kind, String name, String note, @Nullable Span span) {
    if (seen.add(List.of("end", key))) {
      end(node, kind, name, note, span);
    }
    return true;
  }

  private void end(Node node, Link.Kind kind, String name, String note, @Nullable Span span) {
    Link link = new Link(kind, name, "", note, null, null, false, span, true);
    chains.add(chain(new Node(node, link)));
  }

  private static Link resource(Address address, String attribute, Made made, @Nullable Span span) {
    return new Link(
        Link.Kind.RESOURCE,
        address.toString(),
        attribute,
        "",
        made.before(),
        made.after(),
        made.hidden(),
        span,
        true);
  }

  private static List<Link> chain(Node last) {
    List<Link> chain = new ArrayList<>();
    for (Node at = last; at != null; at = at.effect()) {
      chain.add(at.link());
    }
    return chain;
  }
}
