package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;

/** Says by which calls one comes to what is wrong in a module. */
final class ModuleTrace {
  private static final String CALLED = ", called here";

  private ModuleTrace() {}

  /** The same, with each call that leads to the module, from the inside out. */
  static Diagnostic within(ModuleDeclaration module, Diagnostic diagnostic) {
    ModuleCall innermost = module.call();
    if (innermost == null || isTraced(diagnostic)) {
      return diagnostic;
    }
    Diagnostic traced = diagnostic;
    for (ModuleCall call = innermost; call != null; call = call.caller().call()) {
      traced =
          traced.withRelated(
              call.key().span(), "in " + call.address() + " (" + call.source() + ")" + CALLED);
    }
    return traced;
  }

  private static boolean isTraced(Diagnostic diagnostic) {
    return diagnostic.related().stream().anyMatch(place -> place.note().endsWith(CALLED));
  }
}
