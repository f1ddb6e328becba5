package dev.paas.core.expression.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions that expressions may call: those of CEL, of its extensions, and ours. Made once in
 * a process, when there is the first expression that is more than a path.
 */
final class Library {
  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxParseRecursionDepth(100)
          .build();

  /** Without reverse, which the library confuses with that of texts. */
  private static final Set<CelListsExtensions.Function> LISTS =
      Sets.immutableEnumSet(
          Arrays.stream(CelListsExtensions.Function.values())
              .filter(function -> function != CelListsExtensions.Function.REVERSE)
              .toList());

  private static final CelSource NOWHERE = CelSource.newBuilder("").build();

  /** How many arguments a function may have. */
  private static final int MOST_ARGUMENTS = 12;

  private final CelParser parser;
  private final CelChecker checker;
  private final CelRuntime runtime;
  private final Map<String, Function> own = new HashMap<>();
  private final Map<Signature, Operation> operations = new ConcurrentHashMap<>();
  private final Map<Typed, Result> results = new ConcurrentHashMap<>();

  private record Signature(String function, boolean member, int arguments) {}

  private record Typed(String function, boolean member, List<CelType> arguments) {}

  /** What a call with arguments of some types gives: a type, or why there is no such function. */
  private record Result(@Nullable CelType type, String message) {}

  private static final class Holder {
    static final Library INSTANCE = new Library();
  }

  static Library get() {
    return Holder.INSTANCE;
  }

  private Library() {
    for (Function function : Functions.all()) {
      own.put(function.declaration().name(), function);
    }
    this.parser =
        CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.HAS)
            .addLibraries(CelExtensions.optional(), CelExtensions.bindings(), CelExtensions.math())
            .build();
    this.runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.lists(LISTS),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.regex())
            .build();
    this.checker = checker();
  }

  private CelChecker checker() {
    CelCheckerBuilder builder =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.lists(LISTS),
                CelExtensions.math(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.regex());
    own.values().forEach(function -> builder.addFunctionDeclarations(function.declaration()));
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      builder.addVarDeclarations(CelVarDecl.newVarDeclaration(argument(i), SimpleType.DYN));
    }
    CelTypes.DECLARED.forEach(
        type -> builder.addVarDeclarations(CelVarDecl.newVarDeclaration(typed(type), type)));
    return builder.build();
  }

  static String argument(int index) {
    return "a" + index;
  }

  private static String typed(CelType type) {
    return "t" + CelTypes.DECLARED.indexOf(type);
  }

  CelParser parser() {
    return parser;
  }

  /** The names of all functions, for advice. */
  NavigableSet<String> names() {
    NavigableSet<String> names = new TreeSet<>(own.keySet());
    CelExtensions.getAllFunctionNames().stream()
        .filter(name -> name.indexOf('@') < 0 && !name.startsWith("proto"))
        .forEach(names::add);
    names.addAll(
        List.of(
            "size",
            "matches",
            "contains",
            "startsWith",
            "endsWith",
            "int",
            "uint",
            "double",
            "string",
            "bytes",
            "bool",
            "type",
            "duration",
            "timestamp",
            "dyn",
            "has",
            "all",
            "exists",
            "exists_one",
            "map",
            "filter",
            "transformList",
            "transformMap",
            "transformMapEntry",
            "math.greatest",
            "math.least",
            "cel.bind",
            "sortBy"));
    return names;
  }

  /**
   * A function or operator.
   *
   * @param member whether it is written {@code a.f(b)}
   * @throws NoSuchFunction when there is none that takes so many arguments
   */
  Operation operation(String function, boolean member, int arguments) {
    Signature signature = new Signature(function, member, arguments);
    Operation known = operations.get(signature);
    if (known == null) {
      known = make(signature);
      operations.put(signature, known);
    }
    return known;
  }

  private Operation make(Signature signature) {
    if (signature.arguments() > MOST_ARGUMENTS) {
      throw new NoSuchFunction(
          signature.function() + " cannot have more than " + MOST_ARGUMENTS + " arguments");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < signature.arguments(); i++) {
      names.add(argument(i));
    }
    CelAbstractSyntaxTree checked = check(signature.function(), signature.member(), names);
    ValueKind kind = CelTypes.kind(checked.getResultType());
    Function function = own.get(signature.function());
    if (function != null && takes(function, signature)) {
      return new Operation(null, function, kind);
    }
    try {
      return new Operation(runtime.createProgram(checked), null, kind);
    } catch (CelEvaluationException impossible) {
      throw new NoSuchFunction(String.valueOf(impossible.getMessage()));
    }
  }

  /** Whether it is ours: some names have overloads of the library beside ours. */
  private static boolean takes(Function function, Signature signature) {
    return function.declaration().overloads().stream()
        .anyMatch(
            overload ->
                overload.isInstanceFunction() == signature.member()
                    && overload.parameterTypes().size() == signature.arguments());
  }

  /**
   * The type of what a function gives.
   *
   * @param arguments types of {@link CelTypes#DECLARED}
   * @throws NoSuchFunction when it cannot be called with these
   */
  CelType type(String function, boolean member, List<CelType> arguments) {
    Typed key = new Typed(function, member, arguments);
    Result known = results.get(key);
    if (known == null) {
      try {
        List<String> names = arguments.stream().map(Library::typed).toList();
        known = new Result(check(function, member, names).getResultType(), "");
      } catch (NoSuchFunction none) {
        known = new Result(null, String.valueOf(none.getMessage()));
      }
      results.put(key, known);
    }
    if (known.type() == null) {
      throw new NoSuchFunction(known.message());
    }
    return known.type();
  }

  private CelAbstractSyntaxTree check(String function, boolean member, List<String> variables) {
    List<CelExpr> arguments = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      arguments.add(CelExpr.ofIdent(i + 2L, variables.get(i)));
    }
    CelExpr call =
        member
            ? CelExpr.ofCall(
                1,
                Optional.of(arguments.get(0)),
                function,
                ImmutableList.copyOf(arguments.subList(1, arguments.size())))
            : CelExpr.ofCall(1, Optional.empty(), function, ImmutableList.copyOf(arguments));
    return check(call);
  }

  private CelAbstractSyntaxTree check(CelExpr expression) {
    CelValidationResult result =
        checker.check(CelAbstractSyntaxTree.newParsedAst(expression, NOWHERE));
    for (CelIssue issue : result.getErrors()) {
      throw new NoSuchFunction(issue.getMessage());
    }
    try {
      return result.getAst();
    } catch (CelValidationException impossible) {
      throw new NoSuchFunction(String.valueOf(impossible.getMessage()));
    }
  }

  /**
   * The value of a name that stands for a type: {@code int}.
   *
   * @throws NoSuchFunction when it does not
   */
  Object typeNamed(String name) {
    CelAbstractSyntaxTree checked = check(CelExpr.ofIdent(1, name));
    if (checked.getResultType().kind() != CelKind.TYPE) {
      throw new NoSuchFunction("undeclared reference to '" + name + "'");
    }
    try {
      return runtime.createProgram(checked).eval();
    } catch (CelEvaluationException impossible) {
      throw new NoSuchFunction(String.valueOf(impossible.getMessage()));
    }
  }

  /** There is no such function, or not with such arguments; the message is the library's. */
  @SuppressWarnings("serial")
  static final class NoSuchFunction extends RuntimeException {
    NoSuchFunction(String message) {
      super(message);
    }
  }
}
