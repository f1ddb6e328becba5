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
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Template files, each read and parsed once. */
public final class Templates {
  /** How many templates may use one another. */
  private static final int DEPTH = 16;

  private final ExpressionParser parser;
  private final Map<Path, Expression> parsed = new ConcurrentHashMap<>();
  private final ReadFiles files;

  public Templates(ExpressionParser parser) {
    this(parser, new ReadFiles());
  }

  /**
   * @param files the files that functions read, and templates are
   */
  public Templates(ExpressionParser parser, ReadFiles files) {
    this.parser = parser;
    this.files = files;
  }

  /** The files that functions read. */
  public ReadFiles files() {
    return files;
  }

  /**
   * The text that a template gives.
   *
   * @param name its path, from the scope's directory
   * @param variables what it sees
   * @param scope where it is used
   * @param user the place of that
   * @throws DiagnosticException when it cannot be read, parsed or evaluated
   */
  public Value render(String name, MapValue variables, Scope scope, Span user) {
    int depth = 1;
    for (Scope outer = scope; !(outer instanceof TemplateScope) || depth < DEPTH; ) {
      if (outer instanceof TemplateScope template) {
        depth++;
        outer = template.outer();
      } else if (outer instanceof LoopScope loop) {
        outer = loop.outer();
      } else {
        Path file = scope.directory().resolve(name);
        Expression text = get(file, name, user);
        return Evaluator.evaluate(text, new TemplateScope(variables, scope));
      }
    }
    throw Diagnostic.error(Problem.EXPRESSION_FAILED, "templates use one another too deep")
        .detail(
            "A template that uses itself never ends; " + DEPTH + " in one another are the most.")
        .at(user)
        .toException();
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
    Source source = source(file, name, diagnostics);
    if (source == null) {
      Diagnostic why = diagnostics.sorted().get(0);
      throw Diagnostic.error(Problem.TEMPLATE_UNREADABLE, why.summary())
          .detail(why.detail())
          .at(user)
          .toException();
    }
    String text = source.text();
    files.keepTemplate(file, text);
    ScalarNode node = new ScalarNode(source, 1, 1, 0, text, ScalarStyle.FILE, Value.of(text));
    Expression expression = new TemplateParser(parser, node, diagnostics).parse();
    diagnostics.throwIfErrors();
    return expression;
  }

  private @Nullable Source source(Path file, String name, Diagnostics diagnostics) {
    String recorded = files.recordedTemplate(file);
    return recorded == null
        ? new YamlReader(YamlLimits.DEFAULT).load(file, name, diagnostics)
        : new Source(name, recorded);
  }
}
