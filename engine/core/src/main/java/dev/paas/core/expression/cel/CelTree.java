package dev.paas.core.expression.cel;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression, ready to be evaluated and to be typed. The structure is ours, so that what is
 * unknown or sensitive spreads no further than it must; functions are the library's. Trees have no
 * place in a document: one is shared by all places that have the same text.
 */
sealed interface CelTree {

  /** Where in the text a message about it points to. */
  At at();

  /** A part of the text, as indexes of its characters. */
  record At(int from, int to) {}

  /**
   * A constant.
   *
   * @param value as CEL has it
   */
  record Constant(Object value, At at) implements CelTree {}

  /**
   * A path to something of the platform.
   *
   * @param index its position among the paths of the text
   * @param root its first name
   * @param steps names ({@link String}), indexes ({@link Integer}) and trees that compute one
   */
  record Path(int index, String root, List<Object> steps, At at) implements CelTree {}

  /** A variable of a loop. */
  record Local(String name, At at) implements CelTree {}

  /** {@code of.field}, or <code>of.?field</code>. */
  record Select(CelTree of, String field, boolean optional, At at) implements CelTree {}

  /** {@code has(of.field)}. */
  record Has(CelTree of, String field, At at) implements CelTree {}

  /** {@code of[index]}, or <code>of[?index]</code>. */
  record Index(CelTree of, CelTree index, boolean optional, At at) implements CelTree {}

  /**
   * {@code [a, b]}.
   *
   * @param optional the positions of elements that may be left out
   */
  record Items(List<CelTree> items, Set<Integer> optional, At at) implements CelTree {}

  /** <code>{a: b}</code>. */
  record Entries(List<Entry> entries, At at) implements CelTree {}

  /** An entry of a map; an optional one may be left out. */
  record Entry(CelTree key, CelTree value, boolean optional) {}

  /** {@code a && b}, or {@code a || b}. */
  record Logic(boolean and, CelTree left, CelTree right, At at) implements CelTree {}

  /** {@code condition ? yes : no}. */
  record Choice(CelTree condition, CelTree yes, CelTree no, At at) implements CelTree {}

  /**
   * A call of a function or operator.
   *
   * @param function its name
   * @param member whether it is written {@code a.f(b)}
   * @param arguments with the one before the point as the first
   * @param operation what it does
   */
  record Call(String function, boolean member, List<CelTree> arguments, Operation operation, At at)
      implements CelTree {}

  /** What a loop does. */
  enum LoopKind {
    /** {@code map}, {@code transformList}. */
    LIST,
    /** {@code transformMap}. */
    MAP,
    /** {@code transformMapEntry}. */
    MAP_ENTRY,
    /** {@code filter}. */
    FILTER,
    /** {@code all}. */
    ALL,
    /** {@code exists}. */
    EXISTS,
    /** {@code exists_one}. */
    EXISTS_ONE,
    /** {@code sortBy}. */
    SORT_BY
  }

  /**
   * A loop over a list or map.
   *
   * @param range what it goes over
   * @param first its variable: the element or key; of two variables the index or key
   * @param second of two variables the element or value; {@code null} when it has one
   * @param filter what of it is taken; {@code null} for all
   * @param body what is done with each
   */
  record Loop(
      LoopKind kind,
      CelTree range,
      String first,
      @Nullable String second,
      @Nullable CelTree filter,
      CelTree body,
      At at)
      implements CelTree {}

  /** {@code cel.bind(name, value, in)}. */
  record Bind(String name, CelTree value, CelTree in, At at) implements CelTree {}
}
