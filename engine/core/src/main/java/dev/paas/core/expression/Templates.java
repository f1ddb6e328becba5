package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Template files, each read and parsed once. */
public final class Templates {
  private final ExpressionParser parser;
  private final Map<Path, Expression> parsed = new ConcurrentHashMap<>();

  public Templates(ExpressionParser parser) {
    this.parser = parser;
  }

  /**
   * The text of a file as an expression.
   *
   * @param file the file, absolute
   * @param name how messages call it
   * @param user where it is named
   * @throws DiagnosticException when it cannot be read or parsed
   */
  Expression get(Path file, String name, Span user) {
    return parsed.computeIfAbsent(file, unused -> parse(file, name, user));
  }

  private Expression parse(Path file, String name, Span user) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new YamlReader(YamlLimits.DEFAULT).load(file, name, diagnostics);
    if (source == null) {
      Diagnostic why = diagnostics.sorted().get(0);
      throw Diagnostic.error(Problem.TEMPLATE_UNREADABLE, why.summary())
          .detail(why.detail())
          .at(user)
          .toException();
    }
    String text = source.text();
    ScalarNode node = new ScalarNode(source, 1, 1, 0, text, ScalarStyle.PLAIN, Value.of(text));
    Expression expression = parser.parseText(node, diagnostics);
    diagnostics.throwIfErrors();
    return expression;
  }
}
