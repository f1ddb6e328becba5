package dev.paas.core.expression;

import dev.paas.core.address.Names;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the expressions in documents. In a text <code>${…}</code> is an expression and <code>$${
 * </code> a literal <code>${</code>. A text that is one whole expression keeps that expression's
 * type; with anything around it the result is a text.
 */
public final class ExpressionParser {
  private final Supplier<CelCompiler> compilers;
  private final Names names = new Names();
  private @Nullable CelCompiler compiler;

  /**
   * @param compilers makes the CEL compiler when it is first needed
   */
  public ExpressionParser(Supplier<CelCompiler> compilers) {
    this.compilers = compilers;
  }

  /** The names that references have, as the objects that what is declared has. */
  public Names names() {
    return names;
  }

  /** Parses a part of a document; errors are collected, and what has one becomes null. */
  public Expression parse(Node node, Diagnostics diagnostics) {
    if (node instanceof ScalarNode scalar) {
      return scalar.text().indexOf("${") < 0
          ? new Literal(scalar.value(), node)
          : parseScalar(scalar, diagnostics);
    }
    if (node instanceof SequenceNode list) {
      List<Expression> items = new ArrayList<>(list.items().size());
      list.items().forEach(item -> items.add(parse(item, diagnostics)));
      return list(items, node);
    }
    Map<String, Expression> entries = new LinkedHashMap<>();
    for (MappingNode.Entry entry : ((MappingNode) node).entries()) {
      entries.put(entry.name(), parse(entry.value(), diagnostics));
    }
    return map(entries, node);
  }

  /** A list of expressions; a literal when all of them are. */
  public static Expression list(List<Expression> items, Node node) {
    List<Value> values = new ArrayList<>(items.size());
    for (Expression item : items) {
      if (!(item instanceof Literal literal)) {
        return new ListExpression(items, node);
      }
      values.add(literal.value());
    }
    return new Literal(Value.list(values), node);
  }

  /** A map of expressions; a literal when all of them are. */
  public static Expression map(Map<String, Expression> entries, Node node) {
    MapValue.Builder values = MapValue.builder();
    for (Map.Entry<String, Expression> entry : entries.entrySet()) {
      if (!(entry.getValue() instanceof Literal literal)) {
        return new MapExpression(entries, node);
      }
      values.put(entry.getKey(), literal.value());
    }
    return new Literal(values.build(), node);
  }

  private Expression parseScalar(ScalarNode node, Diagnostics diagnostics) {
    String text = node.text();
    if (text.startsWith("${")) {
      int end = ExpressionScanner.end(text, 2);
      if (end == text.length() - 1) {
        return embedded(node, 2, end, diagnostics);
      }
    }
    return parseText(node, diagnostics);
  }

  /** Parses the text of a scalar as what stands between <code>${</code> and <code>}</code>. */
  public Expression parseExpression(ScalarNode node, Diagnostics diagnostics) {
    return embedded(node, 0, node.text().length(), diagnostics);
  }

  /** Parses the text of a scalar as a text with expressions in it. */
  private Expression parseText(ScalarNode node, Diagnostics diagnostics) {
    String text = node.text();
    List<Expression> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        break;
      }
      if (open > at && text.charAt(open - 1) == '$') {
        plain.append(text, at, open - 1).append("${");
        at = open + 2;
        continue;
      }
      int end = ExpressionScanner.end(text, open + 2);
      if (end < 0) {
        diagnostics.add(
            Diagnostic.error(Problem.EXPRESSION_SYNTAX, "this ${ has no }")
                .at(node.span(open, open + 2))
                .hint("Write $${ for a literal ${."));
        return new Literal(Value.nullValue(), node);
      }
      plain.append(text, at, open);
      flush(plain, parts, node);
      parts.add(embedded(node, open + 2, end, diagnostics));
      at = end + 1;
    }
    plain.append(text, at, text.length());
    flush(plain, parts, node);
    boolean literal = parts.size() == 1 && parts.get(0).isLiteral();
    if (parts.isEmpty()) {
      return new Literal(Value.of(""), node);
    }
    return literal ? parts.get(0) : new TextExpression(parts, node);
  }

  private static void flush(StringBuilder plain, List<Expression> parts, ScalarNode node) {
    if (!plain.isEmpty()) {
      parts.add(new Literal(Value.of(plain.toString()), node));
      plain.setLength(0);
    }
  }

  /** Parses what stands between the braces of an expression. */
  Expression embedded(ScalarNode node, int from, int to, Diagnostics diagnostics) {
    Reference reference = ReferencePath.parse(node, from, to, names::name);
    if (reference != null) {
      return reference;
    }
    String text = node.text().substring(from, to);
    if (text.isBlank()) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_SYNTAX, "there is nothing in this ${}")
              .at(node.span(from - 2, from))
              .hint("Write an expression into it, or $${} for a literal ${}."));
      return new Literal(Value.nullValue(), node);
    }
    try {
      return new CelExpression(text, node, from, compiler().compile(text, node, from));
    } catch (DiagnosticException invalid) {
      diagnostics.addAll(invalid.diagnostics());
      return new Literal(Value.nullValue(), node);
    }
  }

  private synchronized CelCompiler compiler() {
    CelCompiler made = compiler;
    if (made == null) {
      made = compilers.get();
      compiler = made;
    }
    return made;
  }
}
