package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import java.util.Map;
import java.util.Set;

/** What a platform's document may have and a module's may not. */
final class ModuleKeys {
  private static final Map<String, String> REFUSED =
      Map.of(
          "state",
          "What is in a module is kept in the state of the platform that calls it.",
          "checks",
          "They are checks of the whole platform; resources of a module may have checks of their own.",
          "policies",
          "They judge the plan of the whole platform, what is in modules included.",
          "imports",
          "Imports stand in the platform's own file; an address there may lead into a module.",
          "providers",
          "A module is given the providers of its caller; the call can rename them with providers:.");

  private ModuleKeys() {}

  static void check(MappingNode root, Diagnostics diagnostics) {
    for (MappingNode.Entry entry : root.entries()) {
      String why = REFUSED.get(entry.name());
      if (why != null) {
        diagnostics.add(
            Diagnostic.error(Problem.MODULE_KEY, "a module cannot have \"" + entry.name() + "\"")
                .detail(why)
                .hint("Move it to the platform's own file.")
                .at(entry.key().span()));
      }
    }
  }

  /** The document without what has been refused. */
  static MappingNode allowed(MappingNode root) {
    return root.without(Set.copyOf(REFUSED.keySet()));
  }
}
