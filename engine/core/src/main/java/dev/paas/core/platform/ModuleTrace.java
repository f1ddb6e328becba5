package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;

/** Says by which calls one comes to what is wrong in a module. */
final class ModuleTrace {
  private ModuleTrace() {}

  /** The same, with each call that leads to the module, from the inside out. */
  static Diagnostic within(ModuleDeclaration module, Diagnostic diagnostic) {
    Diagnostic traced = diagnostic;
    for (ModuleCall call = module.call(); call != null; call = call.caller().call()) {
      traced =
          traced.withRelated(
              call.key().span(), "in " + call.address() + " (" + call.source() + "), called here");
    }
    return traced;
  }
}
