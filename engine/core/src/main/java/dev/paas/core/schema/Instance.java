package dev.paas.core.schema;

import dev.paas.core.diagnostic.Located;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something that is validated: as the tree that the validator reads, and with its places. */
interface Instance {

  /**
   * The tree. What is not known yet, an expression or an unknown value, is a {@link #OPAQUE} node.
   */
  JsonNode json();

  /** Where the value at a JSON path is. */
  @Nullable Span value(Iterable<?> path);

  /** Where the key is that names the value at a JSON path; the value's place when it has none. */
  @Nullable Span key(Iterable<?> path);

  /** Whether the value at a JSON path is sensitive, or in something that is. */
  boolean isSensitive(Iterable<?> path);

  /**
   * Where a map or list at a JSON path is: its key's place, because maps and lists begin anywhere;
   * or the expression's that it comes from.
   */
  default @Nullable Span container(Iterable<?> path) {
    return key(path);
  }

  /** What the validator must not judge. */
  JsonNode OPAQUE = JsonNodeFactory.instance.pojoNode("${…}");

  /** Whether {@code json} is opaque or has something opaque in it. */
  static boolean hasOpaque(@Nullable JsonNode json) {
    if (json == null || json.isPojo()) {
      return json != null;
    }
    for (JsonNode child : json) {
      if (hasOpaque(child)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Span place(@Nullable Located name) {
    return name == null ? null : name.span();
  }

  /** A part of a document. */
  static Instance of(Node node, @Nullable Located name) {
    return new DocumentInstance(node, name);
  }

  /** An evaluated value that was written at {@code written}. */
  static Instance of(Value value, @Nullable Node written, @Nullable Located name) {
    return new ValueInstance(value, written, name);
  }

  /** A document's instance. */
  record DocumentInstance(Node node, @Nullable Located name) implements Instance {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public JsonNode json() {
      return json(node);
    }

    private static JsonNode json(Node node) {
      if (node instanceof ScalarNode scalar) {
        return scalar.text().contains("${") ? OPAQUE : scalar(scalar.value());
      }
      if (node instanceof SequenceNode list) {
        ArrayNode array = NODES.arrayNode(list.items().size());
        list.items().forEach(item -> array.add(json(item)));
        return array;
      }
      ObjectNode object = NODES.objectNode();
      for (MappingNode.Entry entry : ((MappingNode) node).entries()) {
        object.set(entry.name(), json(entry.value()));
      }
      return object;
    }

    static JsonNode scalar(Value value) {
      if (value instanceof IntegerValue number) {
        return NODES.numberNode(number.value());
      }
      if (value instanceof DecimalValue number) {
        return NODES.numberNode(number.value());
      }
      if (value instanceof BooleanValue truth) {
        return NODES.booleanNode(truth.value());
      }
      String text = Value.textOf(value);
      return text == null ? NODES.nullNode() : NODES.stringNode(text);
    }

    @Override
    public boolean isSensitive(Iterable<?> path) {
      return false;
    }

    @Override
    public @Nullable Span value(Iterable<?> path) {
      Node current = node;
      for (Object step : path) {
        Node next = step(current, step);
        if (next == null) {
          return current.span();
        }
        current = next;
      }
      return current.span();
    }

    @Override
    public @Nullable Span key(Iterable<?> path) {
      Node current = node;
      Span key = place(name);
      for (Object step : path) {
        ScalarNode named = current instanceof MappingNode map ? map.key(step.toString()) : null;
        Node next = step(current, step);
        if (next == null) {
          break;
        }
        key = named == null ? next.span() : named.span();
        current = next;
      }
      return key == null ? node.span() : key;
    }

    @Override
    public @Nullable Span container(Iterable<?> path) {
      Node current = node;
      for (Object step : path) {
        Node next = step(current, step);
        current = next == null ? current : next;
      }
      return current instanceof ScalarNode scalar ? scalar.span() : key(path);
    }

    private static @Nullable Node step(Node node, Object step) {
      if (node instanceof MappingNode map) {
        return map.get(step.toString());
      }
      if (node instanceof SequenceNode list && step instanceof Integer index) {
        return index < list.items().size() ? list.items().get(index) : null;
      }
      return null;
    }
  }

  /** An evaluated value's instance. */
  record ValueInstance(Value value, @Nullable Node written, @Nullable Located name)
      implements Instance {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public JsonNode json() {
      return json(value);
    }

    private static JsonNode json(Value value) {
      Value bare = value.unwrapped();
      if (bare.isUnknown()) {
        return OPAQUE;
      }
      if (bare instanceof ListValue list) {
        ArrayNode array = NODES.arrayNode(list.values().size());
        list.values().forEach(item -> array.add(json(item)));
        return array;
      }
      if (bare instanceof MapValue map) {
        ObjectNode object = NODES.objectNode();
        map.entries().forEach((key, entry) -> object.set(key, json(entry)));
        return object;
      }
      return DocumentInstance.scalar(bare);
    }

    @Override
    public boolean isSensitive(Iterable<?> path) {
      Value current = value;
      for (Object step : path) {
        Value next = null;
        if (current instanceof MapValue map) {
          next = map.get(step.toString());
        } else if (current instanceof ListValue list && step instanceof Integer index) {
          next = index < list.values().size() ? list.values().get(index) : null;
        }
        if (next == null) {
          break;
        }
        current = next;
      }
      return current.hasSensitive();
    }

    @Override
    public @Nullable Span value(Iterable<?> path) {
      return written == null ? place(name) : new DocumentInstance(written, name).value(path);
    }

    @Override
    public @Nullable Span key(Iterable<?> path) {
      return written == null ? place(name) : new DocumentInstance(written, name).key(path);
    }

    @Override
    public @Nullable Span container(Iterable<?> path) {
      return written == null ? place(name) : new DocumentInstance(written, name).container(path);
    }
  }
}
