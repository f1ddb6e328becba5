package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A map with expressions in it; keys are texts as they stand. */
public final class MapExpression implements Expression {
  private final Map<String, Expression> entries;
  private final Node node;

  /**
   * @param entries in order
   * @param node where it stands
   */
  public MapExpression(Map<String, Expression> entries, Node node) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.node = node;
  }

  public Map<String, Expression> entries() {
    return entries;
  }

  /** The entry of that name; {@code null} when there is none. */
  public @Nullable Expression get(String name) {
    return entries.get(name);
  }

  public Node node() {
    return node;
  }

  @Override
  public Span span() {
    return node.span();
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    for (Expression entry : entries.values()) {
      entry.forEachReference(sink);
    }
  }
}
