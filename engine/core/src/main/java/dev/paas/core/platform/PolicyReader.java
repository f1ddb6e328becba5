package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code policies}. */
final class PolicyReader {
  /** What leaves something behind: a deletion has nothing that most conditions are about. */
  private static final Set<String> DEFAULT_ACTIONS =
      Set.of("create", "update", "replace", "adopt", "import", "move", "record");

  private final PluginCatalog plugins;
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  PolicyReader(PluginCatalog plugins, ExpressionParser parser, Diagnostics diagnostics) {
    this.plugins = plugins;
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /** The policies of the platform; what is wrong with an entry beside its schema is reported. */
  Map<String, PolicyDeclaration> policies(@Nullable Node section) {
    Map<String, PolicyDeclaration> policies = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MappingNode body && body.get("assert") != null) {
          policies.put(entry.name(), policy(entry, body));
        }
      }
    }
    return policies;
  }

  private PolicyDeclaration policy(MappingNode.Entry entry, MappingNode body) {
    Expression condition = parse(body, "assert");
    Expression message = body.get("message") == null ? null : parse(body, "message");
    boolean ofChanges = refersToChange(condition) || (message != null && refersToChange(message));
    for (String key : new String[] {"type", "actions"}) {
      ScalarNode useless = ofChanges ? null : body.key(key);
      if (useless != null) {
        diagnostics.add(
            Diagnostic.error(
                    Problem.SCHEMA_WRONG_COMBINATION,
                    "\"" + key + "\" is of no use here: the policy is about the plan as a whole")
                .detail("Neither its condition nor its message refers to change.")
                .hint("Refer to ${change}, or remove the key.")
                .at(useless.span()));
      }
    }
    String type = body.get("type") instanceof ScalarNode scalar ? scalar.text() : null;
    if (type != null && body.get("type") instanceof ScalarNode scalar) {
      checkType(scalar);
    }
    boolean warns =
        body.get("severity") instanceof ScalarNode scalar && scalar.text().equals("warn");
    return new PolicyDeclaration(
        entry.name(),
        entry.key(),
        type,
        actions(body.get("actions")),
        condition,
        message,
        warns,
        ofChanges);
  }

  private Expression parse(MappingNode map, String name) {
    Node node = map.get(name);
    return parser.parse(node == null ? map : node, diagnostics);
  }

  private static boolean refersToChange(Expression expression) {
    boolean[] found = new boolean[1];
    expression.forEachReference(
        reference -> found[0] |= reference.root().equals(PolicyDeclaration.CHANGE));
    return found[0];
  }

  private static Set<String> actions(@Nullable Node node) {
    if (!(node instanceof SequenceNode list)) {
      return DEFAULT_ACTIONS;
    }
    Set<String> actions = new LinkedHashSet<>();
    for (Node item : list.items()) {
      if (item instanceof ScalarNode scalar) {
        actions.add(scalar.text());
      }
    }
    return actions;
  }

  private void checkType(ScalarNode type) {
    Set<String> known = new TreeSet<>();
    for (PluginManifest plugin : plugins.plugins()) {
      known.addAll(plugin.sections().keySet());
      known.addAll(plugin.types().keySet());
    }
    if (!known.contains(type.text())) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PROVIDER_UNKNOWN_TYPE,
                  "no installed provider has the type " + type.text())
              .detail("The policy would never apply.")
              .hint(DidYouMean.hint(type.text(), known))
              .at(type.span()));
    }
  }
}
