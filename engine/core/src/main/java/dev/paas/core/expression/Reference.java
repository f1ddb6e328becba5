package dev.paas.core.expression;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path to something that has a name: {@code services.api.host}, {@code vms.worker[0].id}.
 *
 * @param root its first name: a section, {@code vars}, {@code each}, …
 * @param steps what follows: names ({@link String}) and indexes ({@link Integer})
 * @param node the scalar that it stands in
 * @param from index of its first character in the scalar's text
 * @param to index after its last character
 */
public record Reference(String root, List<Object> steps, ScalarNode node, int from, int to)
    implements Expression {

  public Reference {
    steps = List.copyOf(steps);
  }

  @Override
  public Span span() {
    return node.span(from, to);
  }

  @Override
  public void forEachReference(Consumer<Reference> sink) {
    sink.accept(this);
  }

  /** The step at {@code index} if it is a name; empty otherwise. */
  public String name(int index) {
    return index < steps.size() && steps.get(index) instanceof String name ? name : "";
  }

  /** The steps from {@code index} on, as a path into a value. */
  public ValuePath pathFrom(int index) {
    return index >= steps.size()
        ? ValuePath.root()
        : new ValuePath(steps.subList(index, steps.size()));
  }

  /** As it is written. */
  @Override
  public String toString() {
    String rest = new ValuePath(steps).toString();
    return rest.isEmpty() || rest.startsWith("[") ? root + rest : root + "." + rest;
  }
}
