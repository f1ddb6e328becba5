package dev.paas.core.source;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;

/** What a document means as a value, with nothing of it taken for an expression. */
public final class NodeValues {
  private NodeValues() {}

  /** The value of a node; how deep it can be the reader has limited. */
  public static Value of(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.value();
    }
    if (node instanceof SequenceNode list) {
      return Value.list(list.items().stream().map(NodeValues::of).toList());
    }
    MapValue.Builder map = MapValue.builder();
    for (MappingNode.Entry entry : ((MappingNode) node).entries()) {
      map.put(entry.name(), of(entry.value()));
    }
    return map.build();
  }
}
