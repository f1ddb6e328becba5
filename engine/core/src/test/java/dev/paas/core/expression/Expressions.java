package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.source.Node;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Evaluates expressions that see the entries of a map. */
final class Expressions implements Scope {
  static final ExpressionParser PARSER = new ExpressionParser(DevCelCompiler::new);

  private final MapValue roots;
  private final Path directory;
  private final Templates templates = new Templates(PARSER);

  Expressions(MapValue roots, Path directory) {
    this.roots = roots;
    this.directory = directory;
  }

  @Override
  public Value resolve(Reference reference) {
    Value root = roots.get(reference.root());
    if (root == null) {
      throw new IllegalArgumentException("no root " + reference.root());
    }
    return Navigation.into(root, reference, 0);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Templates templates() {
    return templates;
  }

  @Override
  public Instant time() {
    return Instant.parse("2026-11-25T12:00:00Z");
  }

  static Expression parse(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    Node node = new YamlReader(YamlLimits.DEFAULT).read(new Source("x.yaml", yaml), diagnostics);
    diagnostics.throwIfErrors();
    Expression expression = PARSER.parse(assertInstanceOf(Node.class, node), diagnostics);
    diagnostics.throwIfErrors();
    return expression;
  }

  /** The value of a document. */
  Value yaml(String yaml) {
    return Evaluator.evaluate(parse(yaml), this);
  }

  /** The value of an expression. */
  Value cel(String cel) {
    return yaml(document(cel));
  }

  /** A document that is one expression, which begins at its line 2, column 5. */
  static String document(String cel) {
    return "|-\n  ${" + cel.replace("\n", "\n  ") + "}\n";
  }

  /** The only thing that is wrong with an expression. */
  Diagnostic error(String cel) {
    return errorOf(document(cel));
  }

  Diagnostic errorOf(String yaml) {
    List<Diagnostic> found =
        assertThrows(DiagnosticException.class, () -> yaml(yaml)).diagnostics();
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }
}
