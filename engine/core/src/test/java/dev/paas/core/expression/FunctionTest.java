package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each function that the language has beside CEL's, and those of CEL's extensions. */
final class FunctionTest {
  private final Path directory;
  private final Expressions expressions;

  FunctionTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    MapValue vars =
        MapValue.builder()
            .put("u", new UnknownValue(ValueKind.STRING))
            .put("s", Value.of("hidden").asSensitive())
            .put("none", Value.nullValue())
            .put("part", MapValue.builder().put("a", 1).put("b", Value.unknown()).build())
            .build();
    this.expressions = new Expressions(MapValue.builder().put("vars", vars).build(), directory);
    Files.writeString(directory.resolve("a.txt"), "one\r\ntwo\n");
    Files.write(directory.resolve("b.bin"), new byte[] {(byte) 0xff, 0, 1});
    Files.createDirectories(directory.resolve("web/css"));
    Files.writeString(directory.resolve("web/index.html"), "<p>");
    Files.writeString(directory.resolve("web/css/a.css"), "p {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json.encode({'a': [1, 2.5, true, null]}) | {\"a\":[1,2.5,true,null]}",
        "string(json.decode('[1, 2]')[1]) | 2",
        "yaml.decode('a: {b: [x, y]}').a.b[1] | y",
        "yaml.decode('on: 1').map(k, k).join(',') | on",
        "json.encode(yaml.decode(yaml.encode({'a': ['1', 'x y', '']})) ) | {\"a\":[\"1\",\"x y\",\"\"]}",
        "sha256('abc') | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "base64.encode('Ä!') | w4Qh",
        "base64.encode(b'ab') | YWI=",
        "string(base64.decode('w4Qh')) | Ä!",
        "base64.decode('aGk=') | hi",
        "'%s has %d, %.2f, %x'.format(['a', 7, 1.5, 255]) | a has 7, 1.50, ff",
        "format('%s', [{'a': 1}]) | {\"a\":1}",
        "urlEncode('a b/ü*~') | a%20b%2F%C3%BC%2A~",
        "'v1.2'.trimPrefix('v') + 'x.tar'.trimSuffix('.tar') | 1.2x",
        "'a'.trimPrefix('b') | a",
        "cidrSubnet('10.0.0.0/16', 8, 2) | 10.0.2.0/24",
        "cidrSubnet('10.1.2.3/8', 0, 0) | 10.0.0.0/8",
        "cidrSubnet('fd00:fd12:3456:7890::/56', 16, 162) | fd00:fd12:3456:7800:a200::/72",
        "cidrSubnet('::/0', 128, 5) | ::5/128",
        "cidrHost('10.12.112.0/20', 16) | 10.12.112.16",
        "cidrHost('10.12.112.0/20', -1) | 10.12.127.255",
        "cidrHost('fd00:fd12:3456:7890:00a2::/72', 34) | fd00:fd12:3456:7890::22",
        "cidrNetmask('172.16.0.0/12') | 255.240.0.0",
        "json.encode(merge({'a': 1, 'b': 1}, {'b': 2}, null, {'c': 3})) | {\"a\":1,\"b\":2,\"c\":3}",
        "json.encode(merge([{'a': 1}, {'a': 2}])) | {\"a\":2}",
        "keys({'z': 1, 'a': 2}).join(',') | z,a",
        "json.encode(values({'z': 1, 'a': 2})) | [1,2]",
        "lookup({'a': 'x'}, 'a', 'y') + lookup({}, 'a', 'y') | xy",
        "json.encode(zipmap(['a', 'b'], [1, 2])) | {\"a\":1,\"b\":2}",
        "coalesce(vars.none, 'b', vars.u) | b",
        "string(sum([1, 2, 3])) + ' ' + string(sum([1, 0.5])) + ' ' + string(sum([])) | 6 1.5 0",
        "string(timestamp()) | 2026-11-25T12:00:00Z",
        "string(timestamp() + duration('24h')) | 2026-11-26T12:00:00Z",
        "string(timestamp('2020-01-01T00:00:00Z').getFullYear()) | 2020",
        "fileBase64('b.bin') | /wAB",
        "string(fileExists('a.txt')) + string(fileExists('nope')) | truefalse",
        "[3, 1, 2].sort().map(x, string(x)).join('') | 123",
        "json.encode([[1], [2, [3]]].flatten()) | [1,2,[3]]",
        "json.encode([1, 2, 1].distinct()) | [1,2]",
        "json.encode(lists.range(3)) | [0,1,2]",
        "json.encode([1, 2, 3].slice(1, 3)) | [2,3]",
        "json.encode([1, 2].reverse()) | [2,1]",
        "[{'n': 'b'}, {'n': 'a'}].sortBy(x, x.n)[0].n | a",
        "'abc'.reverse() | cba",
        "'a-b-c'.split('-')[2] + ' x '.trim() + 'aXa'.replace('a', 'b') | cxbXb",
        "'Ab'.lowerAscii() + 'Ab'.upperAscii() + 'abc'.substring(1) | abABbc",
        "regex.extract('v1.22', '([0-9]+)$').orValue('') | 22",
        "regex.replace('a1b2', '[0-9]', '#') | a#b#",
        "json.encode(regex.extractAll('a1b22', '[0-9]+')) | [\"1\",\"22\"]",
        "string(math.greatest(1, 3, 2)) + string(math.least([4, 2])) + string(math.abs(-1)) | 321",
        "string(sets.contains([1, 2], [2])) | true",
        "cel.bind(x, 'ab', x + x) | abab",
        "optional.of('a').orValue('b') + optional.none().orValue('b') | ab",
        "{'a': 'x'}.?a.optMap(v, v + '!').orValue('none') | x!",
        "json.encode([1, 2].transformList(i, v, i * 10 + v)) | [1,12]",
        "json.encode({'a': 1, 'b': 2}.transformList(k, v, v > 1, k)) | [\"b\"]",
        "json.encode({'a': 1}.transformMap(k, v, k + string(v))) | {\"a\":\"a1\"}",
        "json.encode({'a': 'x'}.transformMapEntry(k, v, {v: k})) | {\"x\":\"a\"}",
        "json.encode([1, 2, 3].map(x, x > 1, x * 2)) | [4,6]",
        "string([1, 2].exists_one(x, x == 1)) + string({'a': 1}.all(k, v, v == 1)) | truetrue",
        "string(type(1) == int) + string(type('') == string) | truetrue",
        "string(2 in [1, 2.0]) + string('a' in {'a': 1}) + string(1 == 1.0) | truetruetrue",
        "string(has({'a': 1}.a)) + string(1u + 2u) + string(7 % 4) + string(-(2)) | true33-2",
        "string(int('7') + int(2.9)) + string(double('1.5') * 2.0) | 93.0",
        "[1, 2][?5].orValue(9) == 9 ? [?optional.none(), 'a'][0] : '' | a",
        "{?'a': optional.none(), 'b': 'x'}.map(k, k).join('') | b",
        "'a\\nb\\n\\nc'.indent(2).replace('\\n', '/') | a/  b//  c",
      })
  void gives(String cel, String expected) {
    assertEquals(Value.of(expected), expressions.cel(cel));
  }

  @Test
  void filesAreAsTheyAre() {
    assertEquals(Value.of("one\r\ntwo\n"), expressions.cel("file('a.txt')"));
    assertEquals(expressions.cel("sha256(file('a.txt'))"), expressions.cel("fileHash('a.txt')"));
    Value absolute = expressions.cel("file('" + directory.resolve("a.txt") + "')");
    assertEquals(Value.of("one\r\ntwo\n"), absolute);
  }

  @Test
  void aFolderHasTheHashOfItsFiles() throws IOException {
    Value before = expressions.cel("directoryHash('web')");
    assertEquals(before, fresh().cel("directoryHash('web/')"));
    Files.createDirectories(directory.resolve("web/empty"));
    assertEquals(before, fresh().cel("directoryHash('web')"), "an empty folder does not count");
    Files.move(directory.resolve("web/index.html"), directory.resolve("web/index.htm"));
    assertFalse(before.equals(fresh().cel("directoryHash('web')")), "a name counts");
    Files.move(directory.resolve("web/index.htm"), directory.resolve("web/index.html"));
    assertEquals(before, fresh().cel("directoryHash('web')"));
    Files.writeString(directory.resolve("web/css/a.css"), "p {};");
    assertFalse(before.equals(fresh().cel("directoryHash('web')")), "a content counts");
  }

  private Expressions fresh() {
    return new Expressions(MapValue.empty(), directory);
  }

  @Test
  void aFileIsReadOnceInARun() throws IOException {
    Value before = expressions.cel("file('a.txt')");
    Files.writeString(directory.resolve("a.txt"), "changed");
    assertEquals(before, expressions.cel("file('a.txt')"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file('nope.txt') | 2:5 | There is no file \"nope.txt\"; it was looked for in DIR.",
        "'x' + file('web') | 2:11 | \"web\" is a folder.",
        "file('b.bin') | 2:5 | \"b.bin\" is not a text in UTF-8.",
        "directoryHash('no') | 2:5 | There is no folder \"no\"; it was looked for in DIR.",
        "directoryHash('a.txt') | 2:5 | \"a.txt\" is not a folder.",
        "cidrSubnet('10.0.0.0', 8, 2) | 2:5 | \"10.0.0.0\" is not a range of addresses: it is an address, a / and a number of bits.",
        "cidrSubnet('10.0.0/16', 8, 2) | 2:5 | \"10.0.0/16\" is not a range of addresses: \"10.0.0\" is not an address.",
        "cidrSubnet('10.0.0.0/33', 8, 2) | 2:5 | \"10.0.0.0/33\" is not a range of addresses: an address of this kind has 32 bits.",
        "cidrSubnet('10.0.0.0/30', 4, 2) | 2:5 | 10.0.0.0/30 has 2 bits to divide, not 4.",
        "cidrSubnet('10.0.0.0/16', 2, 4) | 2:5 | 10.0.0.0/16 divided by 2 bits has no part 4; they are counted from 0 to 3.",
        "cidrHost('10.0.0.0/30', 4) | 2:5 | 10.0.0.0/30 has 4 addresses, and none with the number 4.",
        "cidrNetmask('fd00::/8') | 2:5 | Only a range of IPv4 has a netmask, not fd00::/8.",
        "coalesce(null, null) | 2:5 | All that coalesce is given is null.",
        "zipmap(['a'], []) | 2:5 | Zipmap is given 1 keys and 0 values.",
        "json.decode('{') | 2:5 | The text is not JSON",
        "yaml.decode('a: [') | 2:5 | The text is not YAML",
        "1 / 0 | 2:7 | It divides by zero.",
        "int('x') | 2:5 | ",
        "[1].map(x, x + 'a') | 2:18 | ",
        "lookup('a', 'b', 'c') | 2:5 | ",
      })
  void refuses(String cel, String at, String detail) {
    Diagnostic error = expressions.error(cel);
    assertEquals("x.yaml:" + at, String.valueOf(error.span()), error::toString);
    String told = String.valueOf(error.detail()).replace(directory.toString(), "DIR");
    assertTrue(told.startsWith(detail == null ? "" : detail), told);
  }

  @Test
  void aLargeFileIsRefused() throws IOException {
    try (var file = new java.io.RandomAccessFile(directory.resolve("big").toFile(), "rw")) {
      file.setLength(ReadFiles.MOST_BYTES + 1);
    }
    assertTrue(String.valueOf(expressions.error("file('big')").detail()).contains("too large"));
    assertEquals(64, String.valueOf(expressions.cel("fileHash('big')")).length() - 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file(vars.u)",
        "template(vars.u)",
        "sha256(vars.u)",
        "cidrHost(vars.u, 1)",
        "json.encode(vars.part)",
        "lookup({'a': 1}, vars.u, 2)",
        "coalesce(vars.none, vars.u)",
        "merge(vars.u, {})",
        "keys(vars.u)",
        "values(vars.u)",
        "sum([vars.part.b])",
        "json.decode(vars.u)",
        "zipmap([vars.u], [1])",
        "secret(vars.u)",
      })
  void unknownInUnknownOut(String cel) {
    assertTrue(expressions.cel(cel).isUnknown(), cel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256(vars.s)",
        "json.encode({'a': vars.s})",
        "secret('x')",
        "secret({'a': 1})",
        "'a' + secret('b')",
        "lookup({'hidden': 1}, vars.s, 2)",
        "coalesce(vars.none, vars.s)",
        "[vars.s].sort()[0]",
        "secret([1])[0]",
        "size(secret([1]))",
        "fileExists(vars.s)",
      })
  void sensitiveInSensitiveOut(String cel) {
    assertTrue(expressions.cel(cel).hasSensitive(), cel);
  }

  @Test
  void whatLooksAtElementsLeavesThemAsTheyAre() {
    MapValue merged = (MapValue) expressions.cel("merge(vars.part, {'c': vars.s})");
    assertEquals(Value.of(1), merged.get("a"));
    assertTrue(merged.getOrNull("b").isUnknown());
    assertTrue(merged.getOrNull("c").hasSensitive());
    assertFalse(merged.getOrNull("a").hasSensitive());
    assertEquals(Value.of(1), expressions.cel("lookup(vars.part, 'a', 0)"));
    assertEquals(Value.of(2), expressions.cel("size(keys(vars.part))"));
    assertEquals(Value.of(1), expressions.cel("values(vars.part)[0]"));
    assertEquals(Value.of("x"), expressions.cel("zipmap(['a', 'b'], ['x', vars.u]).a"));
  }

  @Test
  void aNameThatIsNearIsSuggested() {
    Diagnostic error = expressions.error("cidrsubnet('10.0.0.0/8', 1, 1)");
    assertEquals("There is no function cidrsubnet.", error.detail());
    assertEquals("Did you mean \"cidrSubnet\"?", error.hint());
    assertEquals("x.yaml:2:5", String.valueOf(error.span()));
  }

  @Test
  void nothingDependsOnTheLocale() {
    java.util.Locale before = java.util.Locale.getDefault();
    try {
      java.util.Locale.setDefault(new java.util.Locale("tr", "TR"));
      assertEquals(Value.of("title"), expressions.cel("'TITLE'.lowerAscii()"));
      assertEquals(Value.of("1.50"), expressions.cel("'%.2f'.format([1.5])"));
      assertEquals(Value.of("1.500000e+00"), expressions.cel("'%e'.format([1.5])"));
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @Test
  void bytesBecomeTextOrBase64() {
    assertEquals(Value.of("ab"), expressions.cel("b'ab'"));
    assertEquals(
        "/wAB", Value.textOf(expressions.cel("base64.decode('/wAB')")), "not a text in UTF-8");
  }
}
