package dev.paas.core.expression.cel;

import dev.paas.core.expression.Sizes;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an expression comes to at most, whatever the unknown values in it turn out to be: of a
 * number itself, of a list or map how many elements it has.
 */
final class CelBound {
  private final Interpreter interpreter;

  CelBound(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Empty when it cannot be told. */
  OptionalLong most(CelTree tree) {
    if (tree instanceof CelTree.Choice choice) {
      return choice(choice);
    }
    if (tree instanceof CelTree.Loop loop) {
      return loop(loop);
    }
    if (tree instanceof CelTree.Call call && call.function().equals("size")) {
      return most(call.arguments().get(0));
    }
    if (tree instanceof CelTree.Call call && call.function().equals("math.@min")) {
      // That is math.least: whatever is known of it bounds it.
      List<CelTree> operands = call.arguments();
      boolean list = operands.size() == 1 && operands.get(0) instanceof CelTree.Items;
      return (list ? ((CelTree.Items) operands.get(0)).items() : operands)
          .stream()
              .map(this::most)
              .filter(OptionalLong::isPresent)
              .mapToLong(OptionalLong::getAsLong)
              .min();
    }
    return value(tree);
  }

  private OptionalLong value(CelTree tree) {
    return Sizes.of(CelValues.fromCel(interpreter.evaluate(tree, null)));
  }

  /** When the condition is not known, the larger of the two. */
  private OptionalLong choice(CelTree.Choice choice) {
    Object condition = Data.bare(interpreter.evaluate(choice.condition(), null));
    if (condition instanceof Boolean known) {
      return most(known ? choice.yes() : choice.no());
    }
    OptionalLong yes = most(choice.yes());
    OptionalLong no = most(choice.no());
    return yes.isPresent() && no.isPresent()
        ? OptionalLong.of(Math.max(yes.getAsLong(), no.getAsLong()))
        : OptionalLong.empty();
  }

  /** Each element of the range adds one at most. */
  private OptionalLong loop(CelTree.Loop loop) {
    return switch (loop.kind()) {
      case LIST, MAP, FILTER, SORT_BY -> most(loop.range());
      case MAP_ENTRY, ALL, EXISTS, EXISTS_ONE -> value(loop);
    };
  }
}
