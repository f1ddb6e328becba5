package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.schema.Quantities;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code checks}, {@code readyWhen} and {@code retry}. */
final class ConditionReader {
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  ConditionReader(ExpressionParser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /** The checks of a resource. */
  List<CheckDeclaration> checks(@Nullable Node node) {
    List<CheckDeclaration> checks = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.items()) {
        if (item instanceof MappingNode map && map.get("assert") != null) {
          checks.add(check(map));
        }
      }
    }
    return checks;
  }

  private CheckDeclaration check(MappingNode map) {
    Expression condition = parse(map, "assert");
    Expression message = map.get("message") == null ? null : parse(map, "message");
    String when = map.get("when") instanceof ScalarNode scalar ? scalar.text() : "";
    boolean self = refersToSelf(condition) || (message != null && refersToSelf(message));
    if (self && when.equals("before")) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, "a check before cannot refer to self")
              .detail("Nothing was done with the resource then.")
              .hint("Remove when: before, or refer to something else.")
              .at(condition.span()));
    }
    boolean after = self || when.equals("after");
    return new CheckDeclaration(
        condition, message, after ? CheckDeclaration.Moment.AFTER : CheckDeclaration.Moment.BEFORE);
  }

  private Expression parse(MappingNode map, String name) {
    Node node = map.get(name);
    return parser.parse(node == null ? map : node, diagnostics);
  }

  private static boolean refersToSelf(Expression expression) {
    boolean[] found = new boolean[1];
    expression.forEachReference(reference -> found[0] |= reference.root().equals("self"));
    return found[0];
  }

  /** The checks of the platform. */
  Map<String, PlatformCheck> platformChecks(@Nullable Node section) {
    Map<String, PlatformCheck> checks = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MappingNode body && body.get("assert") != null) {
          boolean warns =
              body.get("severity") instanceof ScalarNode scalar && scalar.text().equals("warn");
          checks.put(
              entry.name(),
              new PlatformCheck(
                  entry.name(),
                  entry.key(),
                  parse(body, "assert"),
                  body.get("message") == null ? null : parse(body, "message"),
                  warns));
        }
      }
    }
    return checks;
  }

  /** When a resource is ready; {@code null} when it is at once. */
  @Nullable ReadyWhen readyWhen(@Nullable Node node, ResourceType type) {
    if (node == null || NodeMerge.isNull(node)) {
      return null;
    }
    if (!type.external()) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PROVIDER_UNSUPPORTED, type.name() + " cannot honour \"readyWhen\"")
              .detail("It lives in the state only, and does not change by itself.")
              .hint("Use checks for what must hold.")
              .at(node.span()));
      return null;
    }
    MappingNode map = node instanceof MappingNode long_ ? long_ : null;
    if (map == null) {
      return new ReadyWhen(
          parser.parse(node, diagnostics), ReadyWhen.DEFAULT_TIMEOUT, ReadyWhen.DEFAULT_INTERVAL);
    }
    return map.get("condition") == null
        ? null
        : new ReadyWhen(
            parse(map, "condition"),
            duration(map, "timeout", ReadyWhen.DEFAULT_TIMEOUT),
            duration(map, "interval", ReadyWhen.DEFAULT_INTERVAL));
  }

  /** How often calls are made again. */
  RetryPolicy retry(@Nullable Node node) {
    RetryPolicy usual = RetryPolicy.DEFAULT;
    if (!(node instanceof MappingNode map)) {
      return usual;
    }
    MappingNode backoff =
        map.get("backoff") instanceof MappingNode given ? given : MappingNode.emptyAt(map);
    Duration initial = duration(backoff, "initial", usual.initial());
    Duration longest = duration(backoff, "max", usual.longest());
    return new RetryPolicy(
        (int) Math.max(1, number(map, "attempts", usual.attempts())),
        initial,
        longest.compareTo(initial) < 0 ? initial : longest,
        Math.max(1, number(backoff, "factor", usual.factor())));
  }

  /**
   * How many instances may be away at a time; {@code null} for all.
   *
   * @param all the resource
   * @param update its key that says so
   */
  @Nullable RollingLimit rolling(MappingNode all, @Nullable ScalarNode update) {
    if (update == null
        || !(all.get(update.text()) instanceof MappingNode map)
        || !(map.get("maxUnavailable") instanceof ScalarNode written)
        || isExpression(written, "maxUnavailable")) {
      return null;
    }
    if (all.get("count") == null && all.get("forEach") == null) {
      diagnostics.add(
          Diagnostic.error(Problem.SCHEMA_WRONG_COMBINATION, "update is for a group of instances")
              .detail("There is one only: while it is replaced, it is away.")
              .hint("Add count or forEach, or remove update.")
              .at(update.span()));
      return null;
    }
    boolean percent = written.text().endsWith("%");
    String number =
        percent ? written.text().substring(0, written.text().length() - 1) : written.text();
    try {
      return new RollingLimit(Integer.parseInt(number), percent, written.span());
    } catch (IllegalArgumentException invalid) {
      // What is no such number the schema has reported already.
      return null;
    }
  }

  private double number(MappingNode map, String name, double otherwise) {
    if (!(map.get(name) instanceof ScalarNode scalar) || isExpression(scalar, name)) {
      return otherwise;
    }
    return scalar.value() instanceof IntegerValue whole
        ? (double) whole.value()
        : scalar.value() instanceof DecimalValue decimal ? decimal.value() : otherwise;
  }

  private Duration duration(MappingNode map, String name, Duration otherwise) {
    if (!(map.get(name) instanceof ScalarNode scalar) || isExpression(scalar, name)) {
      return otherwise;
    }
    try {
      return Quantities.duration(scalar.text());
    } catch (IllegalArgumentException | ArithmeticException invalid) {
      // What is not a length of time the schema has reported already.
      return otherwise;
    }
  }

  private boolean isExpression(ScalarNode scalar, String name) {
    boolean expression = scalar.text().contains("${");
    if (expression) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, name + " cannot be an expression")
              .detail("It says how the engine works, not what is made.")
              .hint("Write the value itself.")
              .at(scalar.span()));
    }
    return expression;
  }
}
