package dev.paas.core.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.CelCompiler;
import dev.paas.core.expression.CelProgram;
import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles CEL with its standard library, its extensions and ours. Each text is compiled once. */
public final class DevCelCompiler implements CelCompiler {
  private final Map<String, CompiledCel> compiled = new ConcurrentHashMap<>();

  @Override
  public CelProgram compile(String text, ScalarNode node, int from) {
    CompiledCel program = compiled.get(text);
    if (program == null) {
      program = compileNew(text, node, from);
      compiled.put(text, program);
    }
    return new DevCelProgram(program, text, node, from);
  }

  private static CompiledCel compileNew(String text, ScalarNode node, int from) {
    CelAbstractSyntaxTree parsed = tree(Library.get().parser().parse(text), text, node, from);
    TreeBuilder builder = new TreeBuilder(text, parsed.getSource().getPositionsMap());
    try {
      CelTree tree = builder.build(parsed.getExpr());
      return new CompiledCel(tree, builder.paths());
    } catch (TreeBuilder.Invalid invalid) {
      String message = String.valueOf(invalid.getMessage());
      throw invalid(text, node, from, invalid.at(), message).toException();
    }
  }

  private static CelAbstractSyntaxTree tree(
      CelValidationResult result, String text, ScalarNode node, int from) {
    List<Diagnostic> errors = new ArrayList<>();
    for (CelIssue issue : result.getErrors()) {
      int line = issue.getSourceLocation().getLine();
      int column = issue.getSourceLocation().getColumn();
      int offset = Math.max(0, Math.min(offset(text, line, column), text.length() - 1));
      CelTree.At at = new CelTree.At(offset, offset + 1);
      errors.add(invalid(text, node, from, at, issue.getMessage()).build());
    }
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    try {
      return result.getAst();
    } catch (CelValidationException unexpected) {
      String message = String.valueOf(unexpected.getMessage());
      throw invalid(text, node, from, new CelTree.At(0, text.length()), message).toException();
    }
  }

  private static Diagnostic.Builder invalid(
      String text, ScalarNode node, int from, CelTree.At at, String message) {
    return Diagnostic.error(Problem.EXPRESSION_SYNTAX, "this expression is not valid")
        .at(node.span(from + at.from(), from + at.to()))
        .detail(CelMessages.sentence(message))
        .hint(CelMessages.hint(message, text));
  }

  /** The index in {@code text} of a line, counted from 1, and column, counted from 0. */
  private static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int newline = text.indexOf('\n', start);
      if (newline < 0) {
        break;
      }
      start = newline + 1;
    }
    int codePoints = Math.max(0, Math.min(column, text.codePointCount(start, text.length())));
    return text.offsetByCodePoints(start, codePoints);
  }
}
