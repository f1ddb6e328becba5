package dev.paas.core.expression.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelList;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every path in an expression that begins with a free name by a variable, and keeps what
 * the variables stand for.
 */
final class ReferenceExtractor {
  /** Names that CEL and its extensions take for types and name spaces of functions. */
  private static final Set<String> RESERVED =
      Set.of(
          "bool",
          "int",
          "uint",
          "double",
          "string",
          "bytes",
          "list",
          "map",
          "null_type",
          "type",
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

  private static final String SIZE = "size";

  /** What the names of our variables begin with; no name of the user's does. */
  private static final String VARIABLE = "__path_";

  private static final String INDEX = "_[_]";

  /**
   * A path that was found.
   *
   * @param variable the variable that stands for it
   * @param root its first name
   * @param steps names, indexes, and {@link IndexBy} for those that are computed
   * @param rootId the id of the node of its first name, for its place
   * @param asked what of it the variable stands for
   */
  record Path(String variable, String root, List<Object> steps, long rootId, Asked asked) {}

  /**
   * An index that is computed, before the path is followed: so {@code resources.a[each.index]} is
   * one instance, not a list of all of which one is taken.
   *
   * @param expression it, with its own paths replaced
   */
  record IndexBy(CelExpr expression) {}

  /**
   * What an expression wants of a path. How many and which elements it has is known before them.
   */
  sealed interface Asked {
    /** The value. */
    record Itself() implements Asked {}

    /** How many elements it has. */
    record Size() implements Asked {}

    /** Whether it has an entry. */
    record Presence(String key) implements Asked {}
  }

  private final Map<String, Path> paths = new HashMap<>();
  private final List<Path> inOrder = new ArrayList<>();
  private final Map<String, Integer> bound = new HashMap<>();

  /** The name of the variable with an index. */
  static String variable(int index) {
    return VARIABLE + index;
  }

  static boolean isVariable(String name) {
    return name.startsWith(VARIABLE);
  }

  /** What the variables stand for, in the order of the text. */
  List<Path> paths() {
    return inOrder;
  }

  CelExpr rewrite(CelExpr expression) {
    CelExpr path = path(expression, expression.id(), new Asked.Itself());
    if (path == null) {
      path = size(expression);
    }
    if (path == null) {
      path = presence(expression);
    }
    if (path != null) {
      return path;
    }
    return switch (expression.getKind()) {
      case SELECT -> select(expression);
      case CALL -> call(expression);
      case LIST -> list(expression);
      case MAP -> map(expression);
      case COMPREHENSION -> comprehension(expression);
      case IDENT, CONSTANT, STRUCT, NOT_SET -> expression;
    };
  }

  private @Nullable CelExpr size(CelExpr expression) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return null;
    }
    CelCall call = expression.call();
    if (!call.function().equals(SIZE)
        || call.args().size() + (call.target().isPresent() ? 1 : 0) != 1) {
      return null;
    }
    CelExpr of = call.target().orElseGet(() -> call.args().get(0));
    return path(of, expression.id(), new Asked.Size());
  }

  private @Nullable CelExpr presence(CelExpr expression) {
    boolean test =
        expression.getKind() == CelExpr.ExprKind.Kind.SELECT && expression.select().testOnly();
    return test
        ? path(
            expression.select().operand(),
            expression.id(),
            new Asked.Presence(expression.select().field()))
        : null;
  }

  private @Nullable CelExpr path(CelExpr expression, long id, Asked asked) {
    List<Object> steps = new ArrayList<>();
    CelExpr current = expression;
    while (true) {
      switch (current.getKind()) {
        case SELECT -> {
          if (current.select().testOnly()) {
            return null;
          }
          steps.add(0, current.select().field());
          current = current.select().operand();
        }
        case CALL -> {
          CelCall call = current.call();
          if (!call.function().equals(INDEX) || call.args().size() != 2) {
            return null;
          }
          steps.add(0, call.args().get(1));
          current = call.args().get(0);
        }
        case IDENT -> {
          return variable(id, current, steps, asked);
        }
        case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> {
          return null;
        }
      }
    }
  }

  private @Nullable Object index(CelExpr index) {
    if (index.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return mentionsBound(index) ? null : new IndexBy(rewrite(index));
    }
    CelConstant constant = index.constant();
    if (constant.getKind() == CelConstant.Kind.STRING_VALUE) {
      return constant.stringValue();
    }
    boolean small =
        constant.getKind() == CelConstant.Kind.INT64_VALUE
            && constant.int64Value() >= 0
            && constant.int64Value() <= Integer.MAX_VALUE;
    return small ? (Integer) (int) constant.int64Value() : null;
  }

  /** Whether a variable of a comprehension is in it, which has a value only inside of that. */
  private boolean mentionsBound(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> bound.getOrDefault(expression.ident().name(), 0) > 0;
      case SELECT -> mentionsBound(expression.select().operand());
      case CALL ->
          expression.call().target().map(this::mentionsBound).orElse(false)
              || expression.call().args().stream().anyMatch(this::mentionsBound);
      case LIST -> expression.list().elements().stream().anyMatch(this::mentionsBound);
      case CONSTANT -> false;
      case MAP, COMPREHENSION, STRUCT, NOT_SET -> !bound.isEmpty();
    };
  }

  private @Nullable CelExpr variable(long id, CelExpr root, List<Object> steps, Asked asked) {
    String name = root.ident().name();
    if (RESERVED.contains(name) || bound.getOrDefault(name, 0) > 0 || name.startsWith("@")) {
      return null;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof CelExpr expression) {
        Object index = index(expression);
        if (index == null) {
          return null;
        }
        steps.set(i, index);
      }
    }
    String key = name + steps + asked;
    Path path = paths.get(key);
    if (path == null) {
      path = new Path(variable(paths.size()), name, List.copyOf(steps), root.id(), asked);
      paths.put(key, path);
      inOrder.add(path);
    }
    return CelExpr.ofIdent(id, path.variable());
  }

  private CelExpr select(CelExpr expression) {
    CelSelect select = expression.select();
    return CelExpr.ofSelect(
        expression.id(), rewrite(select.operand()), select.field(), select.testOnly());
  }

  private CelExpr call(CelExpr expression) {
    CelCall call = expression.call();
    return CelExpr.ofCall(
        expression.id(), call.target().map(this::rewrite), call.function(), all(call.args()));
  }

  private CelExpr list(CelExpr expression) {
    CelList list = expression.list();
    return CelExpr.ofList(expression.id(), all(list.elements()), list.optionalIndices());
  }

  private CelExpr map(CelExpr expression) {
    ImmutableList.Builder<CelMap.Entry> entries = ImmutableList.builder();
    for (CelMap.Entry entry : expression.map().entries()) {
      entries.add(
          CelExpr.ofMapEntry(
              entry.id(), rewrite(entry.key()), rewrite(entry.value()), entry.optionalEntry()));
    }
    return CelExpr.ofMap(expression.id(), entries.build());
  }

  private CelExpr comprehension(CelExpr expression) {
    CelComprehension loop = expression.comprehension();
    CelExpr range = rewrite(loop.iterRange());
    CelExpr start = rewrite(loop.accuInit());
    List<String> names = List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar());
    names.forEach(name -> bound.merge(name, 1, Integer::sum));
    CelExpr condition = rewrite(loop.loopCondition());
    CelExpr step = rewrite(loop.loopStep());
    bound.merge(loop.iterVar(), -1, Integer::sum);
    bound.merge(loop.iterVar2(), -1, Integer::sum);
    CelExpr result = rewrite(loop.result());
    bound.merge(loop.accuVar(), -1, Integer::sum);
    return CelExpr.ofComprehension(
        expression.id(),
        loop.iterVar(),
        loop.iterVar2(),
        range,
        loop.accuVar(),
        start,
        condition,
        step,
        result);
  }

  private ImmutableList<CelExpr> all(List<CelExpr> expressions) {
    ImmutableList.Builder<CelExpr> rewritten = ImmutableList.builder();
    expressions.forEach(expression -> rewritten.add(rewrite(expression)));
    return rewritten.build();
  }
}
