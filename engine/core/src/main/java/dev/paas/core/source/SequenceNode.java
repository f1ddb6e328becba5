package dev.paas.core.source;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import java.util.List;

/**
 * A list.
 *
 * @param source the file
 * @param line where it begins, counted from 1
 * @param column where it begins, counted from 1
 * @param items its elements
 */
public record SequenceNode(Source source, int line, int column, List<Node> items) implements Node {

  public SequenceNode {
    items = List.copyOf(items);
  }

  @Override
  public Span span() {
    return new Span(source, line, column, 1);
  }

  @Override
  public String describe() {
    return "a list";
  }
}
