package dev.paas.core.expression.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.paas.core.expression.cel.CelTree.At;
import dev.paas.core.expression.cel.CelTree.LoopKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a tree of the library's syntax tree. */
final class TreeBuilder {
  /** Names that CEL and its extensions take for types and name spaces of functions. */
  private static final Set<String> TYPES =
      Set.of(
          "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type");

  private static final Set<String> NAME_SPACES =
      Set.of(
          "math",
          "sets",
          "base64",
          "cel",
          "optional",
          "regex",
          "json",
          "yaml",
          "google",
          "lists",
          "strings");

  private static final Map<String, LoopKind> LOOPS =
      ImmutableMap.<String, LoopKind>builder()
          .put("map", LoopKind.LIST)
          .put("filter", LoopKind.FILTER)
          .put("all", LoopKind.ALL)
          .put("exists", LoopKind.EXISTS)
          .put("exists_one", LoopKind.EXISTS_ONE)
          .put("existsOne", LoopKind.EXISTS_ONE)
          .put("transformList", LoopKind.LIST)
          .put("transformMap", LoopKind.MAP)
          .put("transformMapEntry", LoopKind.MAP_ENTRY)
          .put("sortBy", LoopKind.SORT_BY)
          .buildOrThrow();

  private static final String INDEX = "_[_]";

  private final String text;
  private final Map<Long, Integer> positions;
  private final List<CelTree.Path> paths = new ArrayList<>();
  private final Map<String, Integer> bound = new HashMap<>();

  /**
   * @param text the expression
   * @param positions where each node of the syntax tree is: id to offset in code points
   */
  TreeBuilder(String text, Map<Long, Integer> positions) {
    this.text = text;
    this.positions = positions;
  }

  /** Why an expression is not valid, and where. */
  @SuppressWarnings("serial")
  static final class Invalid extends RuntimeException {
    private final transient At at;

    Invalid(String message, At at) {
      super(message);
      this.at = at;
    }

    At at() {
      return at;
    }
  }

  /** The paths that were found, in the order of the text. */
  List<CelTree.Path> paths() {
    return List.copyOf(paths);
  }

  CelTree build(CelExpr expression) {
    CelTree path = path(expression);
    if (path != null) {
      return path;
    }
    return switch (expression.getKind()) {
      case CONSTANT -> new CelTree.Constant(constant(expression.constant()), at(expression));
      case IDENT -> ident(expression);
      case SELECT -> select(expression);
      case CALL -> call(expression);
      case LIST ->
          new CelTree.Items(
              all(expression.list().elements()),
              new HashSet<>(expression.list().optionalIndices()),
              at(expression));
      case MAP -> map(expression);
      case COMPREHENSION -> bind(expression);
      case STRUCT -> throw new Invalid("there are no messages in this language", at(expression));
      case NOT_SET -> throw new Invalid("", at(expression));
    };
  }

  private List<CelTree> all(List<CelExpr> expressions) {
    List<CelTree> trees = new ArrayList<>(expressions.size());
    expressions.forEach(expression -> trees.add(build(expression)));
    return trees;
  }

  private static Object constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> dev.cel.common.values.NullValue.NULL_VALUE;
      case BOOLEAN_VALUE -> constant.booleanValue();
      case INT64_VALUE -> constant.int64Value();
      case UINT64_VALUE -> constant.uint64Value();
      case DOUBLE_VALUE -> constant.doubleValue();
      case STRING_VALUE -> constant.stringValue();
      case BYTES_VALUE -> constant.bytesValue();
      default -> throw new IllegalStateException("a constant of CEL: " + constant.getKind());
    };
  }

  private boolean isBound(String name) {
    return bound.getOrDefault(name, 0) > 0;
  }

  private CelTree ident(CelExpr expression) {
    String name = expression.ident().name();
    if (isBound(name)) {
      return new CelTree.Local(name, at(expression));
    }
    try {
      return new CelTree.Constant(Library.get().typeNamed(name), at(expression));
    } catch (Library.NoSuchFunction none) {
      throw new Invalid("nothing is called " + name, at(expression));
    }
  }

  private CelTree select(CelExpr expression) {
    CelExpr.CelSelect select = expression.select();
    CelTree of = build(select.operand());
    return select.testOnly()
        ? new CelTree.Has(of, select.field(), at(expression))
        : new CelTree.Select(of, select.field(), false, atField(expression, select.field()));
  }

  private CelTree map(CelExpr expression) {
    List<CelTree.Entry> entries = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
      entries.add(
          new CelTree.Entry(build(entry.key()), build(entry.value()), entry.optionalEntry()));
    }
    return new CelTree.Entries(entries, at(expression));
  }

  // Paths

  /** An expression as a path to something of the platform; {@code null} when it is none. */
  private CelTree.@Nullable Path path(CelExpr expression) {
    List<CelExpr> chain = new ArrayList<>();
    CelExpr current = expression;
    while (current.getKind() != Kind.IDENT) {
      chain.add(0, current);
      CelExpr inner = inner(current);
      if (inner == null) {
        return null;
      }
      current = inner;
    }
    String root = current.ident().name();
    boolean reserved = chain.isEmpty() && TYPES.contains(root);
    if (reserved || isBound(root)) {
      return null;
    }
    List<Object> steps = new ArrayList<>(chain.size());
    int number = paths.size();
    At start = at(current);
    // Its place in the list is taken before its computed steps, which may have paths too.
    paths.add(new CelTree.Path(number, root, List.of(), start));
    chain.forEach(step -> steps.add(step(step)));
    CelTree.Path path =
        new CelTree.Path(
            number, root, steps, new At(start.from(), endOfPath(start.from(), steps.size())));
    paths.set(number, path);
    return path;
  }

  private static @Nullable CelExpr inner(CelExpr expression) {
    if (expression.getKind() == Kind.SELECT && !expression.select().testOnly()) {
      return expression.select().operand();
    }
    if (expression.getKind() == Kind.CALL
        && expression.call().function().equals(INDEX)
        && expression.call().args().size() == 2) {
      return expression.call().args().get(0);
    }
    return null;
  }

  private Object step(CelExpr expression) {
    if (expression.getKind() == Kind.SELECT) {
      return expression.select().field();
    }
    CelExpr index = expression.call().args().get(1);
    if (index.getKind() == Kind.CONSTANT) {
      CelConstant constant = index.constant();
      if (constant.getKind() == CelConstant.Kind.STRING_VALUE) {
        return constant.stringValue();
      }
      if (constant.getKind() == CelConstant.Kind.INT64_VALUE
          && constant.int64Value() >= 0
          && constant.int64Value() <= Integer.MAX_VALUE) {
        return (int) constant.int64Value();
      }
    }
    return build(index);
  }

  // Calls

  private CelTree call(CelExpr expression) {
    CelCall call = expression.call();
    List<CelExpr> arguments = call.args();
    switch (call.function()) {
      case "_&&_", "_||_" -> {
        boolean and = call.function().equals("_&&_");
        return new CelTree.Logic(
            and, build(arguments.get(0)), build(arguments.get(1)), at(expression));
      }
      case "_?_:_" -> {
        return new CelTree.Choice(
            build(arguments.get(0)),
            build(arguments.get(1)),
            build(arguments.get(2)),
            at(expression));
      }
      case INDEX, "_[?_]" -> {
        boolean optional = !call.function().equals(INDEX);
        return new CelTree.Index(
            build(arguments.get(0)), build(arguments.get(1)), optional, at(expression));
      }
      case "_?._" -> {
        String field = arguments.get(1).constant().stringValue();
        return new CelTree.Select(build(arguments.get(0)), field, true, atField(expression, field));
      }
      default -> {
        return function(expression, call);
      }
    }
  }

  private CelTree function(CelExpr expression, CelCall call) {
    CelExpr target = call.target().orElse(null);
    At at = atName(expression, call.function());
    if (target == null) {
      return operation(call.function(), false, all(call.args()), at);
    }
    if (target.getKind() == Kind.IDENT
        && NAME_SPACES.contains(target.ident().name())
        && !isBound(target.ident().name())) {
      String name = target.ident().name() + "." + call.function();
      At whole = new At(at(target).from(), at.to());
      return operation(name, false, all(call.args()), whole);
    }
    LoopKind loop = LOOPS.get(call.function());
    if (loop != null) {
      return loop(loop, call, target, at);
    }
    List<CelTree> arguments = new ArrayList<>();
    arguments.add(build(target));
    arguments.addAll(all(call.args()));
    return operation(call.function(), true, arguments, at);
  }

  private static CelTree operation(
      String function, boolean member, List<CelTree> arguments, At at) {
    try {
      Operation operation = Library.get().operation(function, member, arguments.size());
      return new CelTree.Call(function, member, arguments, operation, at);
    } catch (Library.NoSuchFunction none) {
      throw new Invalid(String.valueOf(none.getMessage()), at);
    }
  }

  private CelTree loop(LoopKind kind, CelCall call, CelExpr target, At at) {
    CelTree range = build(target);
    List<CelExpr> arguments = call.args();
    boolean transforms = call.function().startsWith("transform");
    int names = names(arguments, transforms, kind);
    int rest = arguments.size() - names;
    boolean filters = kind == LoopKind.LIST || transforms;
    if (names == 0 || rest < 1 || rest > (filters ? 2 : 1)) {
      throw new Invalid(usage(call.function(), kind), at);
    }
    String first = arguments.get(0).ident().name();
    String second = names == 2 ? arguments.get(1).ident().name() : null;
    bound.merge(first, 1, Integer::sum);
    if (second != null) {
      bound.merge(second, 1, Integer::sum);
    }
    CelTree filter = rest == 2 ? build(arguments.get(names)) : null;
    CelTree body = build(arguments.get(arguments.size() - 1));
    bound.merge(first, -1, Integer::sum);
    if (second != null) {
      bound.merge(second, -1, Integer::sum);
    }
    return new CelTree.Loop(kind, range, first, second, filter, body, at);
  }

  /** How many of the arguments name variables. */
  private static int names(List<CelExpr> arguments, boolean transforms, LoopKind kind) {
    boolean one = !arguments.isEmpty() && arguments.get(0).getKind() == Kind.IDENT;
    boolean two = one && arguments.size() > 2 && arguments.get(1).getKind() == Kind.IDENT;
    if (transforms) {
      return two ? 2 : 0;
    }
    boolean takesTwo =
        kind == LoopKind.ALL || kind == LoopKind.EXISTS || kind == LoopKind.EXISTS_ONE;
    return two && takesTwo ? 2 : one ? 1 : 0;
  }

  private static String usage(String name, LoopKind kind) {
    return switch (kind) {
      case LIST, MAP ->
          name.equals("map")
              ? "map is written list.map(x, what becomes of x)"
              : name + " is written list." + name + "(key, value, what becomes of them)";
      case MAP_ENTRY -> name + " is written map." + name + "(key, value, {newKey: newValue})";
      case FILTER, ALL, EXISTS, EXISTS_ONE ->
          name + " is written list." + name + "(x, a condition on x)";
      case SORT_BY -> "sortBy is written list.sortBy(x, what of x decides)";
    };
  }

  /** The only loop that the parser writes out is that of a variable with a value. */
  private CelTree bind(CelExpr expression) {
    CelComprehension loop = expression.comprehension();
    CelTree value = build(loop.accuInit());
    bound.merge(loop.accuVar(), 1, Integer::sum);
    CelTree in = build(loop.result());
    bound.merge(loop.accuVar(), -1, Integer::sum);
    return new CelTree.Bind(loop.accuVar(), value, in, at(expression));
  }

  // Places

  private int offset(CelExpr expression) {
    int codePoints = positions.getOrDefault(expression.id(), 0);
    int most = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, most)));
  }

  /** A name or a literal from its first character on; an operator as it is written. */
  private At at(CelExpr expression) {
    int from = offset(expression);
    if (expression.getKind() == Kind.IDENT || expression.getKind() == Kind.CONSTANT) {
      int to = from;
      while (to < text.length() && Character.isJavaIdentifierPart(text.charAt(to))) {
        to++;
      }
      return new At(from, Math.max(to, Math.min(from + 1, text.length())));
    }
    return new At(from, Math.min(from + 1, text.length()));
  }

  /** The library points at the point before a field. */
  private At atField(CelExpr expression, String field) {
    int from = text.indexOf(field, offset(expression));
    return from < 0 ? at(expression) : new At(from, from + field.length());
  }

  /** The library points at the parenthesis after a function's name. */
  private At atName(CelExpr expression, String function) {
    int parenthesis = offset(expression);
    int from = text.lastIndexOf(function, parenthesis);
    boolean before = from >= 0 && text.substring(from + function.length(), parenthesis).isBlank();
    return before && Character.isJavaIdentifierStart(function.charAt(0))
        ? new At(from, from + function.length())
        : at(expression);
  }

  /** Counts along the text past as many names and brackets as the path has. */
  private int endOfPath(int start, int steps) {
    int at = endOfName(start);
    for (int i = 0; i < steps && at < text.length(); i++) {
      if (text.charAt(at) == '.') {
        at = endOfName(at + 1);
      } else if (text.charAt(at) == '[') {
        at = endOfBrackets(at);
      }
    }
    return at;
  }

  private int endOfBrackets(int start) {
    int depth = 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return start;
  }

  private int endOfName(int start) {
    int at = start;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
