package dev.paas.core.engine;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ReferenceBinder;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.spi.value.Value;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Evaluates expressions that somebody types, against a platform and its state. Writes nothing. */
public final class Console {
  private final Platform platform;
  private final Evaluation evaluation;
  private final ExpressionParser parser;

  Console(Platform platform, Evaluation evaluation, ExpressionParser parser) {
    this.platform = platform;
    this.evaluation = evaluation;
    this.parser = parser;
  }

  /** The names that an expression can begin with, as paths, sorted. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    platform.variables().keySet().forEach(name -> names.add("vars." + name));
    platform.locals().keySet().forEach(name -> names.add("locals." + name));
    names.add("platform.name");
    names.add("platform.environment");
    for (ModuleCall call : platform.root().calls().values()) {
      names.add("modules." + call.name());
      ModuleDeclaration module = platform.root().called(call.name());
      if (module != null && !call.hasKeys()) {
        module.outputs().keySet().forEach(out -> names.add("modules." + call.name() + "." + out));
      }
    }
    for (ResourceDeclaration resource : platform.root().resources()) {
      names.add(resource.address());
      if (!resource.isCounted() && !resource.isKeyed()) {
        Set<String> attributes = resource.type().attributes().properties().keySet();
        attributes.forEach(attribute -> names.add(resource.address() + "." + attribute));
      }
    }
    return names;
  }

  /**
   * The value of an expression: what stands between <code>${</code> and <code>}</code>, or a text
   * with such in it.
   *
   * @param name how messages call the place that it comes from
   * @param line the number of its line there
   * @throws DiagnosticException when it cannot be evaluated
   */
  public Value evaluate(String text, String name, int line) {
    Source source = new Source(name, text, line);
    ScalarNode node = new ScalarNode(source, line, 1, 0, text, ScalarStyle.PLAIN, Value.of(text));
    Diagnostics diagnostics = new Diagnostics();
    Expression expression =
        text.contains("${")
            ? parser.parse(node, diagnostics)
            : parser.parseExpression(node, diagnostics);
    diagnostics.throwIfErrors();
    ReferenceBinder.check(platform, expression, diagnostics);
    diagnostics.throwIfErrors();
    return evaluation.evaluate(expression);
  }
}
