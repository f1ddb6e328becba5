package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the conditions out of the entries of a resource's lists and maps: {@code when} beside what
 * an entry says, or <code>{ value: …, when: … }</code> for one that is not a map. Only entries that
 * a schema describes may have one: elements of lists, and entries of maps whose keys the user
 * chooses. What anybody may write as it likes is not looked into.
 */
final class EntryConditions {
  private static final String WHEN = "when";
  private static final String VALUE = "value";

  private final IdentityHashMap<Node, Node> conditions = new IdentityHashMap<>();
  private final Diagnostics diagnostics;

  EntryConditions(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The condition of an entry of what {@link #without} gave; {@code null} when it has none. */
  @Nullable Node of(Node entry) {
    return conditions.get(entry);
  }

  /** A configuration without its conditions. */
  MappingNode without(MappingNode body, AttributeSchema schema) {
    return map(body, schema);
  }

  private Node node(Node node, AttributeSchema schema) {
    if (node instanceof MappingNode map) {
      return map(map, schema);
    }
    return node instanceof SequenceNode list ? list(list, schema) : node;
  }

  private MappingNode map(MappingNode map, AttributeSchema schema) {
    List<MappingNode.Entry> entries = new ArrayList<>(map.entries().size());
    boolean changed = false;
    for (MappingNode.Entry entry : map.entries()) {
      AttributeSchema known = schema.properties().get(entry.name());
      AttributeSchema additional = schema.additional();
      Node value = entry.value();
      if (known != null) {
        value = node(value, known);
      } else if (additional != null) {
        value = entry(value, additional);
      }
      changed |= value != entry.value();
      entries.add(new MappingNode.Entry(entry.key(), value));
    }
    return changed ? new MappingNode(map.source(), map.line(), map.column(), entries) : map;
  }

  private Node list(SequenceNode list, AttributeSchema schema) {
    AttributeSchema element = schema.items();
    if (element == null) {
      return list;
    }
    List<Node> items = new ArrayList<>(list.items().size());
    boolean changed = false;
    for (Node item : list.items()) {
      Node without = entry(item, element);
      changed |= without != item;
      items.add(without);
    }
    return changed ? new SequenceNode(list.source(), list.line(), list.column(), items) : list;
  }

  private Node entry(Node node, AttributeSchema schema) {
    if (!(node instanceof MappingNode map) || !map.names().contains(WHEN) || isOwn(schema, WHEN)) {
      return node(node, schema);
    }
    Node condition = map.get(WHEN);
    Node value = map.get(VALUE);
    Node content = null;
    if (value != null && map.entries().size() == 2 && !isOwn(schema, VALUE)) {
      content = copy(value);
    } else if (schema.allows(ValueKind.OBJECT)) {
      content = map.without(Set.of(WHEN));
    }
    if (content == null || condition == null) {
      return node;
    }
    check(condition);
    Node inner = node(content, schema);
    conditions.put(inner, condition);
    return inner;
  }

  /** Whether a key is one of the entry's own. */
  private static boolean isOwn(AttributeSchema schema, String key) {
    boolean object = schema.kinds().isEmpty() || schema.kinds().contains(ValueKind.OBJECT);
    AttributeSchema property = schema.properties().get(key);
    return (property != null && property.isInput())
        || (object && (schema.is(Flag.OPEN) || schema.additional() != null));
  }

  /** What an anchor names may stand elsewhere without a condition. */
  private static Node copy(Node node) {
    if (node instanceof ScalarNode scalar) {
      return new ScalarNode(
          scalar.source(),
          scalar.line(),
          scalar.column(),
          scalar.offset(),
          scalar.text(),
          scalar.style(),
          scalar.value());
    }
    return node instanceof SequenceNode list
        ? new SequenceNode(list.source(), list.line(), list.column(), list.items())
        : new MappingNode(
            node.source(),
            ((MappingNode) node).line(),
            ((MappingNode) node).column(),
            ((MappingNode) node).entries());
  }

  private void check(Node condition) {
    boolean fine =
        condition instanceof ScalarNode scalar
            && (scalar.value() instanceof BooleanValue || scalar.text().contains("${"));
    if (!fine) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.SCHEMA_WRONG_TYPE,
                  "when must be true or false, not " + condition.describe())
              .detail("It tells whether this entry is there.")
              .at(condition.span()));
    }
  }
}
