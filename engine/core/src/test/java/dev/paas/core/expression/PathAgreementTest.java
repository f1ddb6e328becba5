package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random paths into random values: whether a path takes the fast way, or goes through CEL as a
 * whole, as a part, or step by step, it gives the same value or the same problem. A failure names
 * its seed; {@code -Dexpression.seed=N} runs that one only.
 */
final class PathAgreementTest {
  private static final int RUNS = 3000;
  private static final List<String> NAMES = List.of("a", "b", "name", "x-y", "list");

  @Test
  void pathsAgree() {
    long only = Long.getLong("expression.seed", -1);
    for (long next = Math.max(only, 0); next < (only < 0 ? RUNS : only + 1); next++) {
      run(next, new Random(next));
    }
  }

  private static void run(long seed, Random random) {
    MapValue roots =
        MapValue.builder().put("vars", value(random, 0)).put("locals", value(random, 0)).build();
    Expressions expressions = new Expressions(roots, Path.of(""));
    List<Object> steps = steps(random, roots);
    String root = steps.get(0).toString();
    String path = root + text(steps, true);
    String inCel = root + text(steps, false);
    String where = "seed " + seed + ": ${" + path + "} with " + roots.revealed();
    Expression fast = Expressions.parse(Expressions.document(path));
    assertInstanceOf(Reference.class, fast, where);
    String expected = outcome(expressions, path);
    assertEquals(expected, outcome(expressions, "true ? " + inCel + " : ''"), where);
    assertEquals(expected, outcome(expressions, "[" + inCel + "][0]"), where);
    assertEquals(expected, outcome(expressions, stepByStep(root, steps)), where);
    assertEquals(expected, outcome(expressions, computed(root, steps)), where);
    printsAsItWasRead((Reference) fast, where);
  }

  /** A reference is printed as something that is read as the same reference. */
  private static void printsAsItWasRead(Reference reference, String where) {
    Expression again = Expressions.parse(Expressions.document(reference.toString()));
    Reference same = assertInstanceOf(Reference.class, again, where);
    assertEquals(reference.root(), same.root(), where);
    assertEquals(reference.steps(), same.steps(), where);
  }

  private static String outcome(Expressions expressions, String cel) {
    try {
      Value value = expressions.cel(cel);
      return value + " of " + value.revealed();
    } catch (DiagnosticException failed) {
      return failed.diagnostics().get(0).problem().id();
    }
  }

  private static Value value(Random random, int depth) {
    Value made = bare(random, depth);
    return random.nextInt(8) == 0 ? made.asSensitive() : made;
  }

  private static Value bare(Random random, int depth) {
    int kind = depth == 0 ? 6 : random.nextInt(depth > 3 ? 6 : 9);
    return switch (kind) {
      case 0 -> Value.nullValue();
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextInt(5));
      case 3 -> Value.of(1.5);
      case 4 -> Value.of("text" + random.nextInt(3));
      case 5 -> Value.unknown();
      case 6, 7 -> {
        MapValue.Builder map = MapValue.builder();
        for (String name : NAMES) {
          if (random.nextInt(3) > 0) {
            map.put(name, value(random, depth + 1));
          }
        }
        yield map.build();
      }
      default -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield Value.list(items);
      }
    };
  }

  /** Mostly steps that lead somewhere, sometimes one that does not. */
  private static List<Object> steps(Random random, MapValue roots) {
    List<Object> steps = new ArrayList<>();
    steps.add(random.nextBoolean() ? "vars" : "locals");
    Value current = roots.getOrNull(steps.get(0).toString()).unwrapped();
    for (int i = random.nextInt(5); i > 0; i--) {
      Object step = random.nextBoolean() ? NAMES.get(random.nextInt(5)) : random.nextInt(3);
      if (random.nextInt(5) > 0 && current instanceof MapValue map && !map.isEmpty()) {
        step = List.copyOf(map.keys()).get(random.nextInt(map.keys().size()));
      }
      steps.add(step);
      Value next = new dev.paas.spi.value.ValuePath(List.of(step)).in(current);
      current = next == null ? Value.nullValue() : next.unwrapped();
    }
    return steps;
  }

  private static String text(List<Object> steps, boolean hyphens) {
    StringBuilder text = new StringBuilder();
    for (Object step : steps.subList(1, steps.size())) {
      if (step instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else if (hyphens || step.toString().indexOf('-') < 0) {
        text.append('.').append(step);
      } else {
        text.append("['").append(step).append("']");
      }
    }
    return text.toString();
  }

  /** Each step on a value of its own, with nothing that is a path. */
  private static String stepByStep(String root, List<Object> steps) {
    String cel = root;
    int number = 0;
    for (Object step : steps.subList(1, steps.size())) {
      String one = step instanceof Integer ? "[" + step + "]" : "['" + step + "']";
      String name = "v" + number++;
      cel = "cel.bind(" + name + ", " + cel + ", " + name + one + ")";
    }
    return cel;
  }

  /** The same path with indexes that are computed. */
  private static String computed(String root, List<Object> steps) {
    StringBuilder cel = new StringBuilder(root);
    for (Object step : steps.subList(1, steps.size())) {
      cel.append(step instanceof Integer ? "[" + step + " + 0]" : "['" + step + "' + '']");
    }
    return cel.toString();
  }
}
