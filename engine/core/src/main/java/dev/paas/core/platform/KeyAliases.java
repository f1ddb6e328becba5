package dev.paas.core.platform;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.KeySpelling;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces other spellings of keys, {@code start_period} or {@code environment}, by their names.
 */
final class KeyAliases {
  private KeyAliases() {}

  /** The node with the schema's names; the same node when it has them already. */
  static Node canonical(Node node, AttributeSchema schema) {
    if (node instanceof MappingNode map) {
      return map(map, schema);
    }
    AttributeSchema element = schema.items();
    if (node instanceof SequenceNode list && element != null) {
      List<Node> items = new ArrayList<>(list.items().size());
      boolean changed = false;
      for (Node item : list.items()) {
        Node renamed = canonical(item, element);
        changed |= renamed != item;
        items.add(renamed);
      }
      return changed ? new SequenceNode(list.source(), list.line(), list.column(), items) : node;
    }
    return node;
  }

  private static MappingNode map(MappingNode map, AttributeSchema schema) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    boolean changed = false;
    for (MappingNode.Entry entry : map.entries()) {
      ScalarNode key = key(entry.key(), map, schema);
      AttributeSchema property = schema.property(key.text());
      Node value = property == null ? entry.value() : canonical(entry.value(), property);
      changed |= !key.text().equals(entry.name()) || value != entry.value();
      entries.add(new MappingNode.Entry(key, value));
    }
    return changed ? new MappingNode(map.source(), map.line(), map.column(), entries) : map;
  }

  private static ScalarNode key(ScalarNode key, MappingNode map, AttributeSchema schema) {
    if (schema.properties().isEmpty() || schema.properties().containsKey(key.text())) {
      return key;
    }
    String name = nameOf(key.text(), schema);
    return name == null || map.get(name) != null
        ? key
        : new ScalarNode(
            key.source(), key.line(), key.column(), key.offset(), name, key.style(), key.value());
  }

  private static @Nullable String nameOf(String alias, AttributeSchema schema) {
    for (Map.Entry<String, AttributeSchema> property : schema.properties().entrySet()) {
      if (property.getValue().aliases().contains(alias)) {
        return property.getKey();
      }
    }
    String camel = KeySpelling.camelCase(alias);
    return !camel.equals(alias) && schema.properties().containsKey(camel) ? camel : null;
  }
}
