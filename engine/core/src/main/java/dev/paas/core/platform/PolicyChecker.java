package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what policies refer to: the plan, and what is known without a plan. A resource is judged
 * by what the plan says of it, in a destroy as well, where nothing that refers to it is evaluated.
 */
final class PolicyChecker {
  private static final List<String> PLANNED =
      List.of(PolicyDeclaration.PLAN, PolicyDeclaration.CHANGE);
  private static final List<String> OUTSIDE = List.of("vars", "locals", "env", "platform");

  private final ModuleDeclaration platform;
  private final ReferenceBinder binder;
  private final Diagnostics diagnostics;

  PolicyChecker(ModuleDeclaration platform, ReferenceBinder binder, Diagnostics diagnostics) {
    this.platform = platform;
    this.binder = binder;
    this.diagnostics = diagnostics;
  }

  void check(Collection<PolicyDeclaration> policies) {
    for (PolicyDeclaration policy : policies) {
      check(policy.condition());
      check(policy.message());
    }
  }

  private void check(@Nullable Expression expression) {
    if (expression != null) {
      expression.forEachReference(this::check);
    }
  }

  private void check(Reference reference) {
    String root = reference.root();
    if (PLANNED.contains(root)) {
      return;
    }
    if (!OUTSIDE.contains(root)) {
      refused(reference);
      return;
    }
    binder.bindOutside(reference);
    if (root.equals("locals")) {
      Reference resource = resourceBehind(reference);
      if (resource != null) {
        diagnostics.add(
            Diagnostic.error(
                    Problem.EXPRESSION_NOT_ALLOWED, "a policy cannot refer to " + reference)
                .detail("It is made from " + resource + ", and a policy sees the plan only.")
                .hint("What a resource is like stands in change.before and change.after.")
                .at(reference.span())
                .related(resource.span(), "here"));
      }
    }
  }

  private void refused(Reference reference) {
    String root = reference.root();
    boolean exists =
        CoreSchemas.isSection(root) || List.of("modules", "each", "self").contains(root);
    if (exists) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, "a policy cannot refer to " + reference)
              .detail("It sees plan and change, and vars, locals, env and platform.")
              .hint("What a resource is like stands in change.before and change.after.")
              .at(reference.span()));
      return;
    }
    Set<String> roots = new HashSet<>(PLANNED);
    roots.addAll(OUTSIDE);
    diagnostics.add(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_NAME, "nothing is called \"" + root + "\" in a policy")
            .hint(DidYouMean.hint(root, roots))
            .at(reference.span()));
  }

  /** What a local is made from that only a plan can tell; {@code null} when there is nothing. */
  private @Nullable Reference resourceBehind(Reference local) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    Reference[] found = new Reference[1];
    if (local.steps().isEmpty()) {
      open.addAll(platform.locals().keySet());
    } else {
      open.add(local.name(0));
    }
    while (!open.isEmpty() && found[0] == null) {
      String name = open.remove();
      LocalDeclaration declared = seen.add(name) ? platform.locals().get(name) : null;
      if (declared != null) {
        declared
            .value()
            .forEachReference(
                reference -> {
                  if (reference.root().equals("locals")) {
                    open.add(reference.name(0));
                  } else if (found[0] == null && !OUTSIDE.contains(reference.root())) {
                    found[0] = reference;
                  }
                });
      }
    }
    return found[0];
  }
}
