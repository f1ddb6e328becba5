package dev.paas.core.why;

import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ListExpression;
import dev.paas.core.expression.Literal;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written in the file for an attribute.
 *
 * @param expression the expression that makes it, or what it is a part of
 * @param inside the steps from that expression's value to the attribute
 */
record Written(Expression expression, List<Object> inside) {

  /** What makes the attribute at {@code path}; {@code null} when the file does not say it. */
  static @Nullable Written at(Expression body, ValuePath path) {
    Expression current = body;
    List<Object> steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      Expression next;
      if (current instanceof MapExpression map) {
        next = map.get(steps.get(i).toString());
      } else if (current instanceof ListExpression list) {
        int index = steps.get(i) instanceof Integer number ? number : list.items().size();
        next = list.at(index);
        if (next == null && index < list.items().size()) {
          return new Written(list, steps.subList(i, steps.size()));
        }
      } else if (current instanceof Literal literal) {
        Literal found = inside(literal, steps.subList(i, steps.size()));
        return found == null ? null : new Written(found, List.of());
      } else {
        return new Written(current, steps.subList(i, steps.size()));
      }
      if (next == null) {
        return null;
      }
      current = next;
    }
    return new Written(current, List.of());
  }

  private static @Nullable Literal inside(Literal literal, List<Object> steps) {
    Node node = literal.node();
    for (Object step : steps) {
      Node next = null;
      if (node instanceof MappingNode map) {
        next = map.get(step.toString());
      } else if (node instanceof SequenceNode list
          && step instanceof Integer index
          && index < list.items().size()) {
        next = list.items().get(index);
      }
      if (next == null) {
        // The engine has written out a shorthand: the whole of it stands here.
        return new ValuePath(steps).in(literal.value()) == null ? null : literal;
      }
      node = next;
    }
    return new Literal(literal.value(), node);
  }
}
