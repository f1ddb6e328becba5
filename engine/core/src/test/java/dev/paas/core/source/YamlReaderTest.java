package dev.paas.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private @Nullable Node read(String text) {
    return new YamlReader(YamlLimits.DEFAULT).read(new Source("p.yaml", text), diagnostics);
  }

  private MappingNode readMap(String text) {
    Node node = read(text);
    assertFalse(diagnostics.hasErrors(), () -> diagnostics.sorted().toString());
    return assertInstanceOf(MappingNode.class, node);
  }

  private Diagnostic onlyError() {
    List<Diagnostic> found = diagnostics.sorted();
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }

  private static ScalarNode scalar(MappingNode map, String key) {
    return assertInstanceOf(ScalarNode.class, map.get(key));
  }

  @Test
  void mapsKeepTheirOrderAndKnowTheirPlaces() {
    MappingNode map = readMap("b: 1\na:\n  c: [x, 2]\n");

    assertEquals(List.of("b", "a"), map.names());
    assertEquals(Value.of(1), scalar(map, "b").value());
    MappingNode inner = assertInstanceOf(MappingNode.class, map.get("a"));
    SequenceNode list = assertInstanceOf(SequenceNode.class, inner.get("c"));
    assertEquals("p.yaml:3:7", list.items().get(0).span().toString());
    assertEquals(3, list.items().get(1).line());
    assertEquals(10, list.items().get(1).column());
  }

  @Test
  void anEmptyDocumentIsNothing() {
    assertNull(read(""));
    assertNull(read("# nothing\n"));
    assertNull(read("---\n"));
    assertFalse(diagnostics.hasErrors());
  }

  @Test
  void mergeKeysAddWhatIsNotThere() {
    MappingNode map =
        readMap("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [{a: 7}, *x], c: 4}\n");

    MappingNode y = assertInstanceOf(MappingNode.class, map.get("y"));
    assertEquals(Value.of(1), scalar(y, "a").value());
    assertEquals(Value.of(3), scalar(y, "b").value());
    MappingNode z = assertInstanceOf(MappingNode.class, map.get("z"));
    assertEquals(Value.of(7), scalar(z, "a").value());
    assertEquals(Value.of(2), scalar(z, "b").value());
  }

  @Test
  void aKeyStandsOnceOnly() {
    read("a: 1\nb: 2\na: 3\n");

    Diagnostic error = onlyError();
    assertEquals(Problem.YAML_DUPLICATE_KEY, error.problem());
    assertEquals("p.yaml:3:1", String.valueOf(error.span()));
    assertEquals("p.yaml:1:1", error.related().get(0).span().toString());
  }

  @Test
  void aTabIsNamed() {
    read("a:\n\tb: 1\n");

    assertEquals(Problem.YAML_TAB, onlyError().problem());
    assertEquals("p.yaml:2:1", String.valueOf(onlyError().span()));
  }

  @Test
  void aliasesCannotGrowADocumentWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("x]\n");
    }
    read(bomb.toString());

    assertEquals(Problem.YAML_TOO_MANY_ALIASES, onlyError().problem());
  }

  @Test
  void nestingHasALimit() {
    read("[".repeat(5000) + "]".repeat(5000));

    assertEquals(Problem.YAML_TOO_DEEP, onlyError().problem());
  }

  @Test
  void anAnchorCannotContainItself() {
    read("a: &a [1, *a]\n");

    assertTrue(onlyError().summary().contains("there is no anchor &a before here"));
  }

  @Test
  void otherThingsThatAreNotForUs() {
    read("a: !ref x\n---\nb: 1\n");
    assertTrue(diagnostics.sorted().stream().anyMatch(d -> d.problem() == Problem.YAML_TAG));
    assertTrue(
        diagnostics.sorted().stream().anyMatch(d -> d.problem() == Problem.YAML_SEVERAL_DOCUMENTS));
  }

  @Test
  void aQuotedNumberIsAText() {
    MappingNode map = readMap("a: \"1\"\nb: '2'\nc: !!str 3\n");

    assertEquals(Value.of("1"), scalar(map, "a").value());
    assertEquals(Value.of("2"), scalar(map, "b").value());
    assertEquals(Value.of("3"), scalar(map, "c").value());
  }
}
