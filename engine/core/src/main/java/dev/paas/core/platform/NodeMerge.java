package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays one document over another: maps merge, everything else replaces, null removes. */
final class NodeMerge {
  private NodeMerge() {}

  /**
   * Lays a document over another.
   *
   * @param diagnostics gets a warning for each null that has nothing to remove
   */
  static MappingNode overlay(MappingNode base, MappingNode over, Diagnostics diagnostics) {
    List<MappingNode.Entry> merged = new ArrayList<>();
    for (MappingNode.Entry entry : base.entries()) {
      Node other = over.get(entry.name());
      if (other == null) {
        merged.add(entry);
      } else if (!isNull(other)) {
        merged.add(new MappingNode.Entry(entry.key(), value(entry.value(), other, diagnostics)));
      }
    }
    for (MappingNode.Entry entry : over.entries()) {
      if (base.get(entry.name()) == null) {
        if (isNull(entry.value())) {
          diagnostics.add(nothingToRemove(entry, base));
        } else {
          merged.add(entry);
        }
      }
    }
    return new MappingNode(base.source(), base.line(), base.column(), merged);
  }

  private static Diagnostic.Builder nothingToRemove(MappingNode.Entry entry, MappingNode base) {
    String nearest = DidYouMean.nearest(entry.name(), base.names());
    return Diagnostic.warning(
            Problem.OVERLAY_WITHOUT_EFFECT, "there is no " + entry.name() + " to remove here")
        .detail(
            "In an overlay null, or nothing after the colon, removes what the main file has; an"
                + " entry without settings is written {}.")
        .hint(nearest == null ? "Remove this line." : "Did you mean \"" + nearest + "\"?")
        .at(entry.key().span());
  }

  private static Node value(Node base, Node over, Diagnostics diagnostics) {
    return base instanceof MappingNode baseMap && over instanceof MappingNode overMap
        ? overlay(baseMap, overMap, diagnostics)
        : over;
  }

  /** What {@code base} lacks is taken from {@code defaults}, however deep. */
  static MappingNode withDefaults(MappingNode base, MappingNode defaults) {
    List<MappingNode.Entry> merged = new ArrayList<>();
    for (MappingNode.Entry entry : base.entries()) {
      Node fallback = defaults.get(entry.name());
      merged.add(
          entry.value() instanceof MappingNode value && fallback instanceof MappingNode map
              ? new MappingNode.Entry(entry.key(), withDefaults(value, map))
              : entry);
    }
    for (MappingNode.Entry entry : defaults.entries()) {
      if (base.get(entry.name()) == null) {
        merged.add(entry);
      }
    }
    return new MappingNode(base.source(), base.line(), base.column(), merged);
  }

  static boolean isNull(@Nullable Node node) {
    return node instanceof ScalarNode scalar && scalar.value().isNull();
  }
}
