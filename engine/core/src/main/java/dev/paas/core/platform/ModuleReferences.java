package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Reference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that references to modules name an output of one. */
final class ModuleReferences {
  private final ModuleDeclaration module;
  private final Diagnostics diagnostics;

  ModuleReferences(ModuleDeclaration module, Diagnostics diagnostics) {
    this.module = module;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a reference in an expression.
   *
   * @param unreadable the addresses of what is declared, but had errors that left nothing of it
   */
  void bind(Reference reference, Set<String> unreadable) {
    ModuleCall call = call(reference, unreadable);
    if (call == null) {
      return;
    }
    int first = 1;
    Object instance = reference.steps().size() > 1 ? reference.steps().get(1) : null;
    if (call.hasKeys()) {
      if (instance == null) {
        return;
      }
      if (call.isCounted() != instance instanceof Integer) {
        whichInstance(reference, call);
        return;
      }
      first = 2;
    } else if (instance instanceof Integer) {
      report(
          Diagnostic.error(
                  Problem.REFERENCE_NO_INSTANCE,
                  "modules." + call.name() + " has no instances to choose from")
              .detail("It has neither count nor forEach.")
              .hint("Remove the " + "[" + instance + "].")
              .related(call.key().span(), "called here"),
          reference);
      return;
    }
    ModuleDeclaration body = module.called(call.name());
    if (body != null && reference.steps().size() > first) {
      output(reference, call, body, first);
    }
  }

  private void output(Reference reference, ModuleCall call, ModuleDeclaration body, int first) {
    String name = reference.name(first);
    Set<String> outputs = body.outputs().keySet();
    if (outputs.contains(name)) {
      return;
    }
    boolean inside = !body.section(name).isEmpty() || body.calls().containsKey(name);
    report(
        Diagnostic.error(
                Problem.REFERENCE_UNKNOWN_NAME,
                "the module "
                    + call.name()
                    + " has no output \""
                    + reference.steps().get(first)
                    + "\"")
            .detail(inside ? "Of a module only its outputs can be seen from outside." : null)
            .hint(
                outputs.isEmpty()
                    ? "It has no outputs: add outputs: to " + call.source() + "."
                    : DidYouMean.hint(name, outputs))
            .related(call.key().span(), "called here"),
        reference);
  }

  private void whichInstance(Reference reference, ModuleCall call) {
    String name = "modules." + call.name();
    report(
        Diagnostic.error(Problem.REFERENCE_NO_INSTANCE, name + " has several instances")
            .detail(
                "It has " + (call.isCounted() ? "count" : "forEach") + "; say which one is meant.")
            .hint("Write " + name + (call.isCounted() ? "[0]" : "[\"key\"]") + ".")
            .related(call.key().span(), "called here"),
        reference);
  }

  /** Checks an address in {@code dependsOn}. */
  void bindAddress(Reference reference, Set<String> unreadable) {
    ModuleCall call = call(reference, unreadable);
    int own = call != null && call.hasKeys() ? 2 : 1;
    if (call != null && reference.steps().size() > own) {
      report(
          Diagnostic.error(Problem.REFERENCE_NOT_LITERAL, "this is neither a resource nor a module")
              .detail("Of a module, all of it is depended on, not a part.")
              .hint("Write modules." + call.name() + ".")
              .related(call.key().span(), "called here"),
          reference);
    }
  }

  private @Nullable ModuleCall call(Reference reference, Set<String> unreadable) {
    if (reference.steps().isEmpty()) {
      return null;
    }
    String name = reference.name(0);
    ModuleCall call = module.calls().get(name);
    if (call == null && !unreadable.contains("modules." + name)) {
      Set<String> names = module.calls().keySet();
      report(
          Diagnostic.error(
                  Problem.REFERENCE_UNKNOWN_NAME,
                  "there is no \"" + reference.steps().get(0) + "\" in modules")
              .hint(
                  names.isEmpty() ? "The section modules is empty." : DidYouMean.hint(name, names)),
          reference);
    }
    return call;
  }

  private void report(Diagnostic.Builder error, Reference reference) {
    diagnostics.add(error.at(reference.span()));
  }
}
