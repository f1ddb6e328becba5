package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Warns of variables and locals that nothing uses. It looks at the text of the whole document, so
 * that no part that may hold an expression is forgotten; what only looks like a use counts as one.
 */
final class UnusedNames {
  private static final Pattern USE =
      Pattern.compile("\\b(vars|locals)\\b(?:\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_-]*)|(\\s*\\[?))");

  private final Map<String, ScalarNode> unused = new LinkedHashMap<>();

  private UnusedNames(Platform platform) {
    platform
        .variables()
        .values()
        .forEach(
            variable -> {
              if (!variable.deprecated()) {
                unused.put("vars." + variable.name(), variable.key());
              }
            });
    platform.locals().values().forEach(local -> unused.put("locals." + local.name(), local.key()));
  }

  /**
   * Reports them.
   *
   * @param root the whole document
   * @param elsewhere texts of other environments, which may use what this one does not; read only
   *     when something is not used here
   */
  static void report(
      Platform platform, MappingNode root, Stream<String> elsewhere, Diagnostics diagnostics) {
    UnusedNames names = new UnusedNames(platform);
    names.look(root);
    if (!names.unused.isEmpty()) {
      elsewhere.forEach(names::look);
    }
    names.unused.forEach((name, key) -> diagnostics.add(warning(name, key)));
  }

  private static Diagnostic.Builder warning(String name, ScalarNode key) {
    boolean local = name.startsWith("locals.");
    return Diagnostic.warning(
            local ? Problem.LOCAL_UNUSED : Problem.VARIABLE_UNUSED,
            "nothing uses the " + (local ? "local " : "variable ") + key.text())
        .hint("Remove it, or refer to it with ${" + name + "}.")
        .at(key.span());
  }

  private void look(Node node) {
    if (unused.isEmpty()) {
      return;
    }
    if (node instanceof ScalarNode scalar) {
      if (scalar.text().contains("${")) {
        look(scalar.text());
      }
    } else if (node instanceof SequenceNode list) {
      list.items().forEach(this::look);
    } else if (node instanceof MappingNode map) {
      map.entries().forEach(entry -> look(entry.value()));
    }
  }

  private void look(String text) {
    Matcher uses = USE.matcher(text);
    while (uses.find()) {
      String root = uses.group(1) + ".";
      String name = uses.group(2);
      if (name == null) {
        // All of them at once, or one that is computed.
        List.copyOf(unused.keySet()).stream()
            .filter(each -> each.startsWith(root))
            .forEach(unused::remove);
      } else if (unused.remove(root + name) == null) {
        // Perhaps a subtraction: the shorter names that it may begin with.
        for (int at = name.indexOf('-'); at > 0; at = name.indexOf('-', at + 1)) {
          unused.remove(root + name.substring(0, at));
        }
      }
    }
  }
}
