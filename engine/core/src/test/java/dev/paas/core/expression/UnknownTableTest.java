package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far what is unknown and what is sensitive spreads through each operator. In what is expected
 * {@code ?} is an unknown value and {@code #} a sensitive one.
 */
final class UnknownTableTest {
  private static final Value UNKNOWN = Value.unknown();
  private static final Value SECRET = Value.of("hidden").asSensitive();

  /** {@code v.u} unknown, {@code v.s} sensitive; lists and maps with one of either in them. */
  private static final MapValue ROOTS =
      MapValue.builder()
          .put(
              "v",
              MapValue.builder()
                  .put("u", UNKNOWN)
                  .put("s", SECRET)
                  .put("us", UNKNOWN.asSensitive())
                  .put("t", true)
                  .put("f", false)
                  .put("st", Value.of(true).asSensitive())
                  .put("sf", Value.of(false).asSensitive())
                  .put("l", Value.list(Value.of("a"), UNKNOWN))
                  .put("m", MapValue.builder().put("a", 1).put("b", UNKNOWN).build())
                  .put("sl", Value.list(Value.of("a"), SECRET))
                  .put("sm", MapValue.builder().put("a", 1).put("b", SECRET).build())
                  .put("all", Value.list(Value.of("a")).asSensitive())
                  .build())
          .build();

  private final Expressions expressions = new Expressions(ROOTS, Path.of(""));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // One side may decide alone.
        "v.t || v.u => true",
        "v.u || v.t => true",
        "v.f || v.u => ?",
        "v.f && v.u => false",
        "v.u && v.f => false",
        "v.t && v.u => ?",
        "v.u && v.u => ?",
        "v.f && 1 / 0 == 1 => false",
        "1 / 0 == 1 || v.t => true",
        "v.st || v.t => true",
        "v.t || v.st => true",
        "v.st && v.t => #",
        "v.sf && v.t => #",
        "v.sf && v.f => false",
        "v.st || v.u => #",
        "v.us || v.f => #",
        "!v.u => ?",
        "!v.st => #",
        // Only what is chosen matters.
        "v.t ? 'a' : v.u => \"a\"",
        "v.t ? v.u : 'a' => ?",
        "v.u ? 'a' : 'b' => ?",
        "v.st ? 'a' : 'b' => #",
        "v.t ? v.l : [] => [\"a\", ?]",
        "v.t ? v.sm : {} => {a: 1, b: #}",
        // Comparisons and arithmetic need all of both sides.
        "v.u == 'a' => ?",
        "v.u != v.u => ?",
        "v.l == ['a', 'b'] => ?",
        "v.m == {} => ?",
        "v.u < 'a' => ?",
        "v.u + 'a' => ?",
        "'a' + v.s => #",
        "v.s + v.u => #",
        "-v.u => ?",
        "v.sl == ['a'] => #",
        // Lists and maps stay known but for the element.
        "[1, v.u] => [1, ?]",
        "[1, v.s, [v.u]] => [1, #, [?]]",
        "{'a': 1, 'b': v.u, 'c': v.s} => {a: 1, b: ?, c: #}",
        "{v.u: 1} => ?",
        "{v.s: 1} => #",
        "v.l + [2] => [\"a\", ?, 2]",
        "v.l + v.u => ?",
        "v.sl + v.l => [\"a\", #, \"a\", ?]",
        "v.l[0] => \"a\"",
        "v.l[1] => ?",
        "[v.u, 'b'][1] => \"b\"",
        "v.l[int(v.u)] => ?",
        "v.m.a => 1",
        "v.m['b'] => ?",
        "{'a': v.u, 'b': 2}.b => 2",
        "v.all[0] => #",
        "v.sm.a => 1",
        "v.m.?b.orValue(7) => ?",
        "v.m.?c.orValue(7) => 7",
        "v.u.?c.orValue(7) => ?",
        "[?v.m.?a, 2] => [1, 2]",
        "[?v.u.?a, 2] => ?",
        // How many there are, and which, is known.
        "size(v.l) => 2",
        "size(v.m) => 2",
        "v.l.size() => 2",
        "size(v.u) => ?",
        "size(v.all) => #",
        "size(v.sl) => 2",
        "has(v.m.b) => true",
        "has(v.m.c) => false",
        "has(v.u.c) => ?",
        "has(v.sm.b) => true",
        "'b' in v.m => true",
        "'c' in v.m => false",
        "v.u in v.m => ?",
        "'a' in v.l => true",
        "'c' in v.l => ?",
        "'a' in v.u => ?",
        "'a' in v.sl => true",
        "'c' in v.sl => #",
        "v.s in {'a': 1} => #",
        // Loops go over known ranges, element by element.
        "v.l.map(x, x + '!') => [\"a!\", ?]",
        "v.sl.map(x, x + '!') => [\"a!\", #]",
        "v.m.map(k, k) => [\"a\", \"b\"]",
        "v.m.map(k, v.m[k]) => [1, ?]",
        "v.u.map(x, 1) => ?",
        "v.all.map(x, 1) => #",
        "v.l.filter(x, x == 'a') => ?",
        "['a', 'b'].filter(x, x == v.u) => ?",
        "v.m.filter(k, k != 'c') => [\"a\", \"b\"]",
        "v.sl.filter(x, x == 'a') => #",
        "v.l.exists(x, x == 'a') => true",
        "v.l.exists(x, x == 'z') => ?",
        "v.l.all(x, x == 'z') => false",
        "v.l.all(x, x == 'a') => ?",
        "v.l.exists_one(x, x == 'a') => ?",
        "v.sl.exists(x, x == 'a') => true",
        "v.m.transformMap(k, x, [x]) => {a: [1], b: [?]}",
        "v.m.transformList(k, x, k) => [\"a\", \"b\"]",
        "v.m.transformList(k, x, x == 1, k) => ?",
        "v.m.transformMapEntry(k, x, {k + '!': x}) => {a!: 1, b!: ?}",
        "v.m.transformMapEntry(k, x, {string(x): k}) => ?",
        "['b', 'a'].sortBy(x, x) => [\"a\", \"b\"]",
        "v.m.map(k, k).sortBy(k, v.u) => ?",
        "cel.bind(x, v.l, x[0]) => \"a\"",
        // A text is unknown as a whole.
        "'%s'.format([v.u]) => ?",
        "v.l.join(',') => ?",
        "json.encode(v.m) => ?",
        "json.encode(v.sm) => #",
      })
  void spreads(String cel, String expected) {
    String shown =
        expressions
            .cel(cel)
            .toString()
            .replace("(known after apply)", "?")
            .replace("(sensitive)", "#");
    assertEquals(expected, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "a ${v.u} b => ?",
        "a ${v.s} b => #",
        "a ${v.s}${v.u} => #",
        "{a: x, b: \"${v.u}\"} => {a: \"x\", b: ?}",
        "[1, \"${v.s}\"] => [1, #]",
        "{a: {b: [\"${v.u}\", c]}} => {a: {b: [?, \"c\"]}}",
      })
  void documentsDoTheSame(String yaml, String expected) {
    String shown =
        expressions
            .yaml(yaml)
            .toString()
            .replace("(known after apply)", "?")
            .replace("(sensitive)", "#");
    assertEquals(expected, shown);
  }
}
