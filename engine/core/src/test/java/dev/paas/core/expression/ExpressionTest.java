package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
  private static final ExpressionParser PARSER = new ExpressionParser(DevCelCompiler::new);
  private static final Value UNKNOWN = Value.unknown();

  private static final MapValue ROOTS =
      Value.map(
          Map.of(
              "vars",
                  Value.map(
                      Map.of(
                          "n", Value.of(3),
                          "x", Value.of(1.5),
                          "name", Value.of("shop"),
                          "on", Value.of(true),
                          "none", Value.nullValue(),
                          "list", Value.list(Value.of("a"), Value.of("b")),
                          "secret", Value.of("s3cret").asSensitive())),
              "services",
                  Value.map(
                      Map.of(
                          "my-web", Value.map(Map.of("host", Value.of("web"))),
                          "api",
                              Value.map(
                                  Map.of(
                                      "host", Value.of("api"),
                                      "id", UNKNOWN,
                                      "tags", Value.list(Value.of("a"), UNKNOWN))),
                          "creds",
                              Value.map(
                                  Map.of(
                                      "user", Value.of("u"),
                                      "password", Value.of("p").asSensitive()))))));

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Value resolve(Reference reference) {
          Value root = ROOTS.get(reference.root());
          if (root == null) {
            throw new IllegalArgumentException("no root " + reference.root());
          }
          return Navigation.into(root, reference, 0);
        }

        @Override
        public Path directory() {
          return Path.of("");
        }

        @Override
        public Templates templates() {
          return new Templates(PARSER);
        }

        @Override
        public java.time.Instant time() {
          return java.time.Instant.EPOCH;
        }
      };

  private static Expression parse(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    Node node = new YamlReader(YamlLimits.DEFAULT).read(new Source("x.yaml", yaml), diagnostics);
    Expression expression = PARSER.parse(assertInstanceOf(Node.class, node), diagnostics);
    diagnostics.throwIfErrors();
    return expression;
  }

  private static Value evaluate(String yaml) {
    return Evaluator.evaluate(parse(yaml), SCOPE);
  }

  private static Diagnostic error(String yaml) {
    List<Diagnostic> found =
        assertThrows(DiagnosticException.class, () -> evaluate(yaml)).diagnostics();
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }

  @Test
  void aWholeExpressionKeepsItsType() {
    assertEquals(Value.of(3), evaluate("\"${vars.n}\""));
    assertEquals(Value.of(4), evaluate("\"${vars.n + 1}\""));
    assertEquals(Value.of("3"), evaluate("${vars.n}${\"\"}"));
    assertEquals(Value.of("n=3, shop"), evaluate("n=${vars.n}, ${vars.name}"));
    assertEquals(Value.list(Value.of("a"), Value.of("b")), evaluate("\"${vars.list}\""));
  }

  @Test
  void aDoubledDollarIsLiteral() {
    assertEquals(Value.of("a ${vars.n} b"), evaluate("a $${vars.n} b"));
    assertEquals(Value.of("${3"), evaluate("$${${vars.n}"));
    assertEquals(Value.of("$ { $x"), evaluate("$ { $x"));
  }

  @Test
  void pathsTakeNoCel() {
    assertInstanceOf(Reference.class, parse("\"${services.my-web.host}\""));
    assertInstanceOf(Reference.class, parse("\"${ services['my-web'].host }\""));
    assertInstanceOf(Reference.class, parse("\"${services.api.tags[0]}\""));
    assertInstanceOf(CelExpression.class, parse("\"${vars.n - 1}\""));
    assertInstanceOf(CelExpression.class, parse("\"${true}\""));
    assertInstanceOf(CelExpression.class, parse("\"${services[vars.name]}\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vars.on ? 'a' : 'b' | a",
        "vars.list.map(i, i + '!').join(',') | a!,b!",
        "services[\"my-web\"].host + ':' + string(vars.n) | web:3",
        "size(vars.list) == 2 && 'a' in vars.list ? 'yes' : 'no' | yes",
        "vars.name.upperAscii() | SHOP",
        "'%s-%d'.format([vars.name, vars.n]) | shop-3",
        "has(services.api) ? 'there' : 'not' | there",
        "services['my-web'].?nobody.orValue('none') | none",
        "has(services.api.id) ? 'there' : 'not' | there",
        "has(services.api.nothing) ? 'there' : 'not' | not",
        "json.encode({'a': vars.n}) | {\"a\":3}",
        "json.decode('{\"k\": \"v\"}').k | v",
        "merge({'a': '1'}, {'a': '2'}).a | 2",
        "sha256('') | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "vars.none == null ? 'nothing' : 'something' | nothing",
        "vars.x * 2.0 == 3.0 ? 'three' : 'other' | three",
      })
  void evaluatesCel(String cel, String expected) {
    assertEquals(Value.of(expected), evaluate("|-\n  ${" + cel + "}\n"));
  }

  @Test
  void whatIsUnknownSpreadsNoFurtherThanItMust() {
    assertTrue(evaluate("\"${services.api.id}\"").isUnknown());
    assertTrue(evaluate("id ${services.api.id}").isUnknown());
    assertEquals(Value.of("api"), evaluate("\"${services.api.host}\""));
    assertEquals(Value.of("a"), evaluate("\"${services.api.tags[0]}\""));
    assertEquals(Value.of(2), evaluate("\"${size(services.api.tags)}\""));
    assertEquals(Value.of(true), evaluate("\"${vars.on || services.api.id == 'x'}\""));
    assertEquals(Value.of(false), evaluate("\"${services.api.id == 'x' && !vars.on}\""));
    assertEquals(Value.of("n"), evaluate("\"${vars.on ? 'n' : services.api.id}\""));
    assertTrue(evaluate("\"${services.api.id == 'x' ? 1 : 2}\"").isUnknown());
    assertTrue(evaluate("\"${services.api.tags.join(',')}\"").isUnknown());
    MapValue map = assertInstanceOf(MapValue.class, evaluate("{a: x, b: \"${services.api.id}\"}"));
    assertEquals(Value.of("x"), map.get("a"));
    assertFalse(map.isWhollyKnown());
    Value list = evaluate("\"${[vars.name, services.api.id]}\"");
    assertFalse(list.isUnknown());
    assertFalse(list.isWhollyKnown());
  }

  /** What a collection with something unknown in it gives is never taken for known. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "services.api.tags.exists(t, t == 'zz')",
        "services.api.tags[vars.n - 2] == 'b'",
        "services.api.tags == ['a', 'b']",
        "'b' in services.api.tags",
        "json.encode(services.api.tags)",
        "'%s'.format([services.api.id])",
        "services.api == {}",
        "services['ap' + 'i'].id == 'x'",
        "services.api.id + '!' == 'x!'",
        "merge(services.api, {}).id == 'x'",
        "vars.list.map(l, l + services.api.id).join(',')",
        "sha256(services.api.id)",
        "services.api.?id.orValue('none') == 'none'",
        "has(services.api.id) && services.api.id == 'q'",
        "[1, 2].map(i, services.api.tags[i - 1]).size() == 3 ? services.api.id : services.api.id",
      })
  void whatDependsOnTheUnknownIsUnknown(String cel) {
    assertTrue(evaluate("|-\n  ${" + cel + "}\n").isUnknown());
  }

  /** An index is computed first, so that only what it chooses matters. */
  @Test
  void aComputedIndexChoosesOne() {
    assertEquals(Value.of("a"), evaluate("\"${services.api.tags[vars.n - 3]}\""));
    assertTrue(evaluate("\"${services.api.tags[vars.n - 2]}\"").isUnknown());
    assertEquals(Value.of("web"), evaluate("\"${services['my-' + 'web'].host}\""));
    assertEquals(
        Value.of("b!"),
        evaluate("\"${services.api.tags[vars.list[1] == 'b' ? 0 : 7] == 'a' ? 'b!' : ''}\""));
    assertEquals(Value.of("none"), evaluate("\"${vars.n > 3 ? vars.list[vars.n + 4] : 'none'}\""));
    assertEquals("x.yaml:1:4", String.valueOf(error("\"${vars.list[vars.n + 4]}\"").span()));
    assertTrue(evaluate("\"${vars.list[int(services.api.id)]}\"").isUnknown());
    assertTrue(evaluate("\"${vars.list[size(vars.secret) - 5]}\"").hasSensitive());
    assertEquals(
        Value.list(Value.of("a"), Value.of("b")), evaluate("\"${[0, 1].map(i, vars.list[i])}\""));
    assertEquals(Value.of("u"), evaluate("\"${services.creds['us' + 'er']}\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services.creds.password == 'p'",
        "json.encode(services.creds)",
        "services.creds.map(k, services.creds[k]).join(',')",
        "vars.secret.size()",
        "size(vars.secret) > 3",
        "vars.secret.startsWith('s') ? 1 : 2",
        "[vars.secret].map(s, s + '!').join('')",
        "vars.secret + services.api.id",
        "'%s'.format([vars.secret])",
      })
  void whatDependsOnTheSensitiveIsSensitive(String cel) {
    assertTrue(evaluate("|-\n  ${" + cel + "}\n").hasSensitive());
  }

  @Test
  void whatIsSensitiveSpreadsTheSameWay() {
    assertEquals(Value.of("s3cret").asSensitive(), evaluate("\"${vars.secret}\""));
    assertEquals(Value.of("x s3cret").asSensitive(), evaluate("x ${vars.secret}"));
    assertEquals(Value.of("s3cret!").asSensitive(), evaluate("\"${vars.secret + '!'}\""));
    assertEquals(Value.of("a"), evaluate("\"${vars.on ? 'a' : vars.secret}\""));
    assertEquals(Value.of("u"), evaluate("\"${services.creds.user}\""));
    Value built = evaluate("\"${{'u': services.creds.user, 'p': services.creds.password}}\"");
    MapValue map = assertInstanceOf(MapValue.class, built);
    assertFalse(map.getOrNull("u").hasSensitive());
    assertTrue(map.getOrNull("p").hasSensitive());
    assertFalse(evaluate("\"${services.creds}\"").toString().contains("\"p\""));
  }

  /** A path has the same value whether it takes the fast way or goes through CEL. */
  @Test
  void theFastWayAgreesWithCel() {
    List<String> paths = new ArrayList<>();
    collect("vars", ROOTS.getMap("vars"), paths);
    collect("services", ROOTS.getMap("services"), paths);
    for (String path : paths) {
      assertInstanceOf(Reference.class, parse("|-\n  ${" + path + "}"), path);
      Value fast = evaluate("|-\n  ${" + path + "}");
      Value slow = evaluate("|-\n  ${true ? " + path + " : ''}");
      assertEquals(fast, slow, path);
    }
  }

  private static void collect(String path, Value value, List<String> paths) {
    paths.add(path);
    Value bare = value.unwrapped();
    if (bare instanceof MapValue map) {
      map.entries()
          .forEach(
              (key, entry) ->
                  collect(
                      key.contains("-") ? path + "[\"" + key + "\"]" : path + "." + key,
                      entry,
                      paths));
    } else if (bare instanceof dev.paas.spi.value.ListValue list) {
      for (int i = 0; i < list.values().size(); i++) {
        collect(path + "[" + i + "]", list.values().get(i), paths);
      }
    }
  }

  @Test
  void errorsPointIntoTheText() {
    assertEquals("x.yaml:2:9", String.valueOf(error("a: 1\nb: text ${vars.n").span()));
    assertEquals("x.yaml:1:10", String.valueOf(error("b: \"${1 + }\"").span()));
    assertEquals("x.yaml:1:11", String.valueOf(error("b: \"${'a' + 1}\"").span()));
    assertEquals("x.yaml:1:7", String.valueOf(error("b: \"${vars.nope}\"").span()));
    assertEquals("x.yaml:1:9", String.valueOf(error("b: \"x ${vars.list[7] + 1}\"").span()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x ${vars.none}", "x ${vars.list}", "x ${services.api}", "\"${}\"", "\"${ }\""})
  void whatCannotBe(String yaml) {
    assertFalse(error(yaml).summary().isEmpty());
  }

  /** Whatever stands between the braces, parsing ends, and with an error or an expression. */
  @Test
  void anyTextIsParsedOrRefused() {
    String alphabet = "ab.[]{}()'\"$+-?:, \\1|&!";
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("${");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      text.append("}");
      Diagnostics diagnostics = new Diagnostics();
      dev.paas.core.source.ScalarNode node =
          new dev.paas.core.source.ScalarNode(
              new Source("x", text.toString()),
              1,
              1,
              0,
              text.toString(),
              dev.paas.core.source.ScalarStyle.PLAIN,
              Value.of(text.toString()));
      Expression expression = PARSER.parse(node, diagnostics);
      assertTrue(
          diagnostics.hasErrors() || !expression.span().toString().isEmpty(), "seed " + seed);
    }
  }
}
