package dev.paas.core.expression.cel;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.CelCompiler;
import dev.paas.core.expression.CelProgram;
import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles CEL with its standard library and its extensions. Each text is compiled once. */
public final class DevCelCompiler implements CelCompiler {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableUnknownTracking(true)
          .enableHeterogeneousNumericComparisons(true)
          .maxParseRecursionDepth(100)
          .comprehensionMaxIterations(1_000_000)
          .build();

  private final CelParser parser;
  private final CelRuntime runtime;
  private static final int VARIABLES = 16;

  private final Map<String, CompiledCel> compiled = new ConcurrentHashMap<>();
  private CelChecker checker;
  private int variables = VARIABLES;

  public DevCelCompiler() {
    this.parser =
        CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                CelExtensions.optional(),
                CelExtensions.bindings(),
                CelExtensions.math(),
                CelExtensions.comprehensions())
            .build();
    this.runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.lists(),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.regex(),
                CelExtensions.comprehensions())
            .addFunctionBindings(CelFunctions.bindings())
            .build();
    this.checker = checker(VARIABLES);
  }

  private static CelChecker checker(int variables) {
    CelCheckerBuilder builder =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.lists(),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.regex(),
                CelExtensions.comprehensions())
            .addFunctionDeclarations(CelFunctions.declarations());
    for (int i = 0; i < variables; i++) {
      builder.addVarDeclarations(
          CelVarDecl.newVarDeclaration(ReferenceExtractor.variable(i), SimpleType.DYN));
    }
    return builder.build();
  }

  @Override
  public CelProgram compile(String text, ScalarNode node, int from) {
    CompiledCel program = compiled.get(text);
    if (program == null) {
      program = compileNew(text, node, from);
      compiled.put(text, program);
    }
    return new DevCelProgram(program, text, node, from);
  }

  private CompiledCel compileNew(String text, ScalarNode node, int from) {
    CelValidationResult parsed = parser.parse(text);
    CelAbstractSyntaxTree ast = tree(parsed, text, node, from);
    ReferenceExtractor extractor = new ReferenceExtractor();
    CelExpr rewritten = extractor.rewrite(ast.getExpr());
    Place place = new Place(ast.getSource(), text, node, from);
    int needed = extractor.paths().size();
    List<List<CelPart>> indexes = new ArrayList<>();
    for (ReferenceExtractor.Path path : extractor.paths()) {
      indexes.add(
          path.steps().stream()
              .filter(ReferenceExtractor.IndexBy.class::isInstance)
              .map(step -> part(((ReferenceExtractor.IndexBy) step).expression(), needed, place))
              .toList());
    }
    return new CompiledCel(
        part(rewritten, needed, place),
        extractor.paths(),
        List.copyOf(indexes),
        Map.copyOf(ast.getSource().getPositionsMap()));
  }

  private record Place(CelSource source, String text, ScalarNode node, int from) {}

  /**
   * The elements of a list or map apart, so that what is unknown in one leaves the others known.
   */
  private CelPart part(CelExpr expression, int needed, Place place) {
    if (expression.getKind() == Kind.IDENT
        && ReferenceExtractor.isVariable(expression.ident().name())) {
      return new CelPart.Variable(expression.ident().name());
    }
    if (expression.getKind() == Kind.LIST && expression.list().optionalIndices().isEmpty()) {
      return new CelPart.Items(
          expression.list().elements().stream().map(item -> part(item, needed, place)).toList());
    }
    if (expression.getKind() == Kind.MAP && isPlain(expression.map())) {
      Map<String, CelPart> entries = new LinkedHashMap<>();
      for (CelMap.Entry entry : expression.map().entries()) {
        entries.put(entry.key().constant().stringValue(), part(entry.value(), needed, place));
      }
      return new CelPart.Entries(entries);
    }
    CelAbstractSyntaxTree parsed = CelAbstractSyntaxTree.newParsedAst(expression, place.source());
    CelValidationResult checked = checkerFor(needed).check(parsed);
    CelAbstractSyntaxTree typed = tree(checked, place.text(), place.node(), place.from());
    try {
      return new CelPart.Whole(runtime.createProgram(typed));
    } catch (CelEvaluationException impossible) {
      String message = String.valueOf(impossible.getMessage());
      throw invalid(place.text(), place.node(), place.from(), 0, message).toException();
    }
  }

  private static boolean isPlain(CelMap map) {
    Set<String> keys = new HashSet<>();
    return map.entries().stream()
        .allMatch(
            entry ->
                !entry.optionalEntry()
                    && entry.key().getKind() == Kind.CONSTANT
                    && entry.key().constant().getKind() == CelConstant.Kind.STRING_VALUE
                    && keys.add(entry.key().constant().stringValue()));
  }

  private synchronized CelChecker checkerFor(int needed) {
    if (needed > variables) {
      variables = needed * 2;
      checker = checker(variables);
    }
    return checker;
  }

  private static CelAbstractSyntaxTree tree(
      CelValidationResult result, String text, ScalarNode node, int from) {
    List<Diagnostic> errors = new ArrayList<>();
    for (CelIssue issue : result.getErrors()) {
      int line = issue.getSourceLocation().getLine();
      int column = issue.getSourceLocation().getColumn();
      errors.add(invalid(text, node, from, offset(text, line, column), issue.getMessage()).build());
    }
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    try {
      return result.getAst();
    } catch (CelValidationException unexpected) {
      throw invalid(text, node, from, 0, String.valueOf(unexpected.getMessage())).toException();
    }
  }

  private static Diagnostic.Builder invalid(
      String text, ScalarNode node, int from, int offset, String message) {
    int at = Math.max(0, Math.min(offset, text.length() - 1));
    int start = message.startsWith("undeclared reference") ? startOfName(text, at) : at;
    return Diagnostic.error(Problem.EXPRESSION_SYNTAX, "this expression is not valid")
        .at(node.span(from + start, from + Math.max(at, start + 1)))
        .detail(CelMessages.sentence(message))
        .hint(CelMessages.hint(message, text));
  }

  /** The library points at the parenthesis after a function's name. */
  private static int startOfName(String text, int parenthesis) {
    int start = parenthesis;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
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
