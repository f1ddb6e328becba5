package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the types of expressions are before there is a value, and what that finds. */
final class TypeTest {
  private static final MapValue VARS =
      MapValue.builder()
          .put("n", 3)
          .put("x", Value.of(1.5))
          .put("t", "text")
          .put("on", true)
          .put("none", Value.nullValue())
          .put("l", Value.list(Value.of("a"), Value.of("b")))
          .put("nums", Value.list(Value.of(1), Value.of(2)))
          .put("mixed", Value.list(Value.of(1), Value.of("a")))
          .put("m", MapValue.builder().put("a", 1).put("b", "c").build())
          .put("any", Value.unknown())
          .build();

  private static TypeScope scope(MapValue roots) {
    ValueType all = TypeInference.ofValue(roots);
    return (reference, diagnostics) -> {
      ValueType root = all.inside(reference.root());
      return root == null
          ? ValueType.Simple.ANY
          : TypeInference.into(root, reference, 0, diagnostics);
    };
  }

  private static ValueType type(String yaml, Diagnostics diagnostics) {
    TypeScope scope = scope(MapValue.builder().put("vars", VARS).build());
    return new TypeInference(scope, diagnostics).of(Expressions.parse(yaml));
  }

  private static List<Diagnostic> found(String cel) {
    Diagnostics diagnostics = new Diagnostics();
    ValueType unused = type(Expressions.document(cel), diagnostics);
    return diagnostics.sorted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "vars.n => a whole number",
        "vars.n + 1 => a whole number",
        "vars.x * 2.0 => a fraction",
        "vars.n / 2 => a whole number",
        "vars.t + 'a' => a text",
        "vars.n == 'a' => true or false",
        "vars.on ? 1 : 2 => a whole number",
        "vars.on ? 1 : 2.5 => a number",
        "vars.on ? 1 : 'a' => a value",
        "vars.on ? 'a' : null => a text",
        "vars.l => a list",
        "vars.l[0] => a text",
        "vars.mixed[0] => a value",
        "vars.m.a => a whole number",
        "vars.m => a map",
        "vars.m['a'] => a whole number",
        "vars.m[vars.t] => a value",
        "vars.any => a value",
        "vars.any.what.ever[0] => a value",
        "vars.any + 1 => a whole number",
        "size(vars.l) => a whole number",
        "vars.l.map(s, size(s))[0] => a whole number",
        "vars.nums.map(i, i + 1)[0] => a whole number",
        "vars.l.filter(s, s != 'a')[0] => a text",
        "vars.m.map(k, k)[0] => a text",
        "vars.l.transformMap(i, s, i).b => a whole number",
        "vars.l.exists(s, s == 'a') => true or false",
        "vars.l.sortBy(s, size(s))[0] => a text",
        "vars.t.split(',')[0] => a text",
        "vars.l.join(',') => a text",
        "{'a': {'b': vars.n}}.a.b => a whole number",
        "[vars.n, 1][0] => a whole number",
        "vars.l + ['c'] => a list",
        "(vars.l + ['c'])[0] => a text",
        "json.decode(vars.t) => a value",
        "json.decode(vars.t).a + 1 => a whole number",
        "cel.bind(b, vars.n, b + 1) => a whole number",
        "timestamp() + duration('1h') => a point in time",
        "string(timestamp()) => a text",
        "vars.m.?c.orValue(1) => a value",
        "math.greatest(vars.n, 2) => a whole number",
        "merge(vars.m, {'z': 1}) => a map",
        "keys(vars.m)[0] => a text",
        "dyn(vars.n) => a value",
        "file('x') => a text",
        "fileExists('x') => true or false",
      })
  void isKnown(String cel, String expected) {
    Diagnostics diagnostics = new Diagnostics();
    String shown = type(Expressions.document(cel), diagnostics).describe();
    assertEquals(List.of(), diagnostics.sorted());
    assertEquals(expected, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "vars.n + 'a' => 2:12 => expression.type",
        "vars.n + 1.5 => 2:12 => expression.type",
        "size(vars.n) => 2:5 => expression.type",
        "vars.m.a.x => 2:5 => reference.not-a-container",
        "vars.m.z => 2:5 => reference.unknown-key",
        "vars.m.z + 1 => 2:5 => reference.unknown-key",
        "vars.l.z + 'x' => 2:5 => reference.not-a-container",
        "vars.l['z'] + 'x' => 2:5 => reference.not-a-container",
        "vars.l[vars.t] => 2:12 => expression.type",
        "vars.l[vars.on] => 2:12 => expression.type",
        "{'a': 1}.b => 2:14 => reference.unknown-key",
        "vars.l.map(s, s + 1) => 2:21 => expression.type",
        "vars.l.map(s, s.x) => 2:21 => reference.not-a-container",
        "vars.n.map(s, s) => 2:12 => expression.type",
        "vars.l.filter(s, s) => 2:22 => expression.type",
        "vars.n ? 1 : 2 => 2:5 => expression.type",
        "vars.n && vars.on => 2:5 => expression.type",
        "!vars.n => 2:5 => expression.type",
        "-vars.t => 2:5 => expression.type",
        "vars.t < 1 => 2:12 => expression.type",
        "'a' in vars.n => 2:9 => expression.type",
        "has(vars.n.a) => 2:8 => expression.type",
        "vars.n.startsWith('a') => 2:12 => expression.type",
        "sha256(vars.l) => 2:5 => expression.type",
        "cidrSubnet(vars.t, '8', 1) => 2:5 => expression.type",
        "'a'.format(1) => 2:9 => expression.type",
        "vars.nums.join(',') => 2:15 => expression.type",
        "merge(vars.m, vars.l) => 2:5 => expression.type",
      })
  void whatCanNeverBeIsFound(String cel, String at, String id) {
    List<Diagnostic> found = found(cel);
    assertEquals(1, found.size(), found::toString);
    assertEquals("x.yaml:" + at, String.valueOf(found.get(0).span()), found::toString);
    assertEquals(id, found.get(0).problem().id(), found::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vars.none == null",
        "vars.t == null",
        "vars.l != null",
        "vars.n == 1.0",
        "vars.n < 1.5",
        "vars.t in ['a', 1]",
        "vars.n in vars.l",
        "has(vars.m.z)",
        "vars.m.?z.orValue('x')",
        "vars.m[?'z'].orValue('x')",
        "type(vars.n) == int",
        "vars.mixed.map(e, type(e) == int ? e + 1 : e)",
        "vars.m.transformList(k, v, v)",
        "math.greatest(vars.n, 1.5)",
        "vars.any.map(e, e.x + 1)",
        "vars.any.x.y[0]['z'] + vars.any",
        "coalesce(vars.none, vars.t, 1)",
        "lookup(vars.m, 'z', [])",
        "json.encode(vars.none)",
        "string(vars.mixed[0])",
        "[1, 'a', null]",
        "sum(vars.nums) + 1",
        "vars.on || vars.any",
        "dyn(vars.n) + 'a'",
        "vars.m.?b.orValue(1) + 'a'",
        "optional.of(vars.any).orValue(1) + 'a'",
      })
  void whatMayBeIsNot(String cel) {
    assertEquals(List.of(), found(cel));
  }

  /** The column in scalars of every style. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "a: ${vars.n + 'a'} => 1:13",
        "a: \"${vars.n + 'a'}\" => 1:14",
        "a: \"é\\t\\u00e9 ${vars.n + 'a'}\" => 1:24",
        "a: 'it''s ${vars.n + \"a\"}' => 1:20",
        "a: |\\  first\\    b ${vars.n + 'a'}\\ => 3:16",
        "a: >\\  first\\  b ${vars.n + 'a'} c\\ => 3:14",
        "a: >\\  first\\\\    more\\  b ${vars.n\\    + 'a'} c\\ => 6:5",
        "a: plain\\  ${vars.n + 'a'} => 2:12",
        "a: \"x\\  y ${vars.n + 'a'}\" => 2:14",
        "a: 😀 ${vars.n + 'a'} => 1:15",
      })
  void theColumnIsThatOfTheOperator(String yaml, String at) {
    Diagnostics diagnostics = new Diagnostics();
    String text = yaml.replace("\\t", "\t\t").replace("\\u", "\t").replace("\\", "\n");
    ValueType unused = type(text.replace("\t\t", "\\t").replace("\t", "\\u"), diagnostics);
    assertEquals(1, diagnostics.sorted().size(), diagnostics.sorted()::toString);
    assertEquals("x.yaml:" + at, String.valueOf(diagnostics.sorted().get(0).span()));
  }

  /** Whatever can be evaluated passes. A failure names its seed and expression. */
  @Test
  void nothingThatCanBeEvaluatedIsRefused() {
    Expressions expressions = new Expressions(VARS_KNOWN, Path.of(""));
    int evaluated = 0;
    for (long seed = 0; seed < 6000; seed++) {
      String cel = random(new Random(seed), 1 + (int) (seed % 3));
      try {
        Value unused = expressions.cel(cel);
      } catch (DiagnosticException cannot) {
        continue;
      }
      evaluated++;
      Diagnostics diagnostics = new Diagnostics();
      ValueType type =
          new TypeInference(scope(VARS_KNOWN), diagnostics)
              .of(Expressions.parse(Expressions.document(cel)));
      assertEquals(List.of(), diagnostics.sorted(), "seed " + seed + ": " + cel + ", " + type);
    }
    assertTrue(evaluated > 500, "only " + evaluated + " could be evaluated");
  }

  private static final MapValue VARS_KNOWN = VARS.without("any");
  private static final List<String> NAMES =
      List.of("n", "x", "t", "on", "none", "l", "nums", "mixed", "m");
  private static final List<String> OPERATORS = List.of("+", "-", "*", "==", "!=", "<", "in");

  private static String random(Random random, int depth) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    if (depth == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> "1";
        case 1 -> "'a'";
        case 2 -> "1.5";
        default -> name;
      };
    }
    String a = random(random, depth - 1);
    String b = random(random, depth - 1);
    return switch (random.nextInt(14)) {
      case 0, 1, 2 ->
          "(" + a + " " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + b + ")";
      case 3 -> "size(" + a + ")";
      case 4 -> "[" + a + ", " + b + "]";
      case 5 -> "{'a': " + a + ", 'b': " + b + "}";
      case 6 -> "(" + a + ").a";
      case 7 -> "(" + a + ")[0]";
      case 8 -> "(" + a + ")['b']";
      case 9 -> "(" + a + ").map(e, [e, " + b + "])";
      case 10 -> "coalesce(" + a + ", " + b + ")";
      case 11 -> "merge(" + a + ", " + b + ")";
      case 12 -> "string(" + a + ")";
      default -> "values(" + a + ")";
    };
  }
}
