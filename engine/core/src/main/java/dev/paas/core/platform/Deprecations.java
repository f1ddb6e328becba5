package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.SequenceNode;

/** Warns of keys that a schema calls deprecated. */
final class Deprecations {
  private Deprecations() {}

  static void report(Node node, AttributeSchema schema, Diagnostics diagnostics) {
    if (node instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        AttributeSchema attribute = schema.property(entry.name());
        if (attribute != null) {
          warn(entry, attribute, diagnostics);
          report(entry.value(), attribute, diagnostics);
        }
      }
    }
    AttributeSchema element = schema.element();
    if (node instanceof SequenceNode list && element != null) {
      list.items().forEach(item -> report(item, element, diagnostics));
    }
  }

  private static void warn(
      MappingNode.Entry entry, AttributeSchema attribute, Diagnostics diagnostics) {
    String advice = attribute.deprecation();
    if (advice != null) {
      diagnostics.add(
          Diagnostic.warning(Problem.SCHEMA_DEPRECATED, entry.name() + " is deprecated")
              .detail("It works still, and a later version will not have it.")
              .hint(advice.isEmpty() ? null : advice)
              .at(entry.key().span()));
    }
  }
}
