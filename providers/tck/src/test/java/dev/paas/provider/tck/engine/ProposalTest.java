package dev.paas.provider.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProposalTest {
  private static final Value UNKNOWN_TEXT = new UnknownValue(ValueKind.STRING);

  private static AttributeSchema schema(String properties) {
    String manifest =
        "{'name':'x','types':{'x.y':{'schema':{'type':'object','properties':{"
            + properties
            + "}}}}}";
    return Manifest.read(
            new ByteArrayInputStream(manifest.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .type("x.y")
        .attributes();
  }

  private static MapValue propose(
      String properties, MapValue configuration, @Nullable MapValue prior) {
    return Proposal.of(schema(properties), configuration, prior, "web");
  }

  private static MapValue map(Object... pairs) {
    MapValue.Builder map = MapValue.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      map.put(
          (String) pairs[i],
          value instanceof Value known ? known : Value.of(String.valueOf(value)));
    }
    return map.build();
  }

  @Test
  void configurationIsKeptAsItIs() {
    MapValue configuration =
        map("a", Value.unknown(), "b", Value.of(1).asSensitive(), "c", Value.list(Value.of(true)));
    assertEquals(configuration, propose("'a':{},'b':{},'c':{},'d':{}", configuration, null));
  }

  @Test
  void defaultsAreFilledIn() {
    String properties = "'a':{'default':'x'},'b':{'default':'y'},'c':{'default':'z'}";
    assertEquals(
        map("a", "set", "b", "y", "c", "z"),
        propose(properties, map("a", "set", "b", Value.nullValue()), null));
  }

  @Test
  void defaultsAreFilledInInsideOfWhatIsThere() {
    String nested = "{'type':'object','properties':{'n':{'default':'x'}}";
    assertEquals(
        map("a", map("n", "x", "m", "y"), "l", Value.list(map("n", "x"))),
        propose(
            "'a':" + nested + "},'b':" + nested + "},'l':{'items':" + nested + "}}",
            map("a", map("m", "y"), "l", Value.list(map())),
            null));
    assertEquals(map("a", map("n", "x")), propose("'a':" + nested + ",'default':{}}", map(), null));
    assertEquals(
        map("a", map("k", map("n", "x"))),
        propose("'a':{'additionalProperties':" + nested + "}}", map("a", map("k", map())), null));
    assertEquals(
        map("a", map("n", "x").asSensitive()),
        propose("'a':" + nested + "}", map("a", map().asSensitive()), null));
  }

  @Test
  void computedValuesAreUnknownForSomethingNew() {
    String properties =
        "'a':{'type':'string','readOnly':true},'b':{'type':'string','x-paas-computed':true}";
    assertEquals(map("a", UNKNOWN_TEXT, "b", UNKNOWN_TEXT), propose(properties, map(), null));
    assertEquals(map("a", UNKNOWN_TEXT, "b", "set"), propose(properties, map("b", "set"), null));
  }

  @Test
  void computedValuesAreCarriedOver() {
    String properties =
        "'in':{},'a':{'type':'string','readOnly':true},"
            + "'b':{'type':'string','x-paas-computed':true}";
    MapValue prior = map("in", "1", "a", "old a", "b", "old b");
    assertEquals(
        map("in", "2", "a", "old a", "b", "old b"), propose(properties, map("in", "2"), prior));
    assertEquals(
        map("in", "2", "a", "old a", "b", "new b"),
        propose(properties, map("in", "2", "b", "new b"), prior));
  }

  @Test
  void computedValuesChangeWithWhatTheySay() {
    String properties =
        "'in':{},'other':{},'out':{'type':'string','readOnly':true,'x-paas-changes-with':['in']}";
    MapValue prior = map("in", "1", "other", "1", "out", "old");
    assertEquals(
        map("in", "2", "other", "1", "out", UNKNOWN_TEXT),
        propose(properties, map("in", "2", "other", "1"), prior));
    assertEquals(
        map("in", "1", "other", "2", "out", "old"),
        propose(properties, map("in", "1", "other", "2"), prior));
    assertEquals(
        map("in", Value.unknown(), "other", "1", "out", UNKNOWN_TEXT),
        propose(properties, map("in", Value.unknown(), "other", "1"), prior));
    assertEquals(
        map("other", "1", "out", UNKNOWN_TEXT), propose(properties, map("other", "1"), prior));
  }

  @Test
  void aStarStandsForAnyInput() {
    String properties =
        "'in':{},'set':{'x-paas-computed':true},'w':{'writeOnly':true},"
            + "'out':{'type':'string','readOnly':true,'x-paas-changes-with':['*']}";
    MapValue prior = map("in", "1", "set", "1", "out", "old");
    assertEquals("old", propose(properties, map("in", "1", "w", "new"), prior).getString("out"));
    assertTrue(propose(properties, map("in", "2"), prior).getOrNull("out").isUnknown());
    assertTrue(propose(properties, map("in", "1", "set", "2"), prior).getOrNull("out").isUnknown());
  }

  @Test
  void changesAreJudgedByMeaning() {
    String properties =
        "'in':{'format':'paas-duration'},'l':{'x-paas-unordered':true},"
            + "'out':{'readOnly':true,'x-paas-changes-with':['*']}";
    MapValue prior = map("in", "60s", "l", Value.list(Value.of(1), Value.of(2)), "out", "old");
    MapValue same = map("in", "1m", "l", Value.list(Value.of(2), Value.of(1)));
    assertEquals("old", propose(properties, same, prior).getString("out"));
  }

  @Test
  void whatTheSchemaCallsSensitiveIsWrapped() {
    String properties =
        "'a':{'x-paas-sensitive':true},'b':{'readOnly':true,'x-paas-sensitive':true},"
            + "'c':{'properties':{'d':{'x-paas-sensitive':true}}}";
    MapValue proposed = propose(properties, map("a", "x", "c", map("d", "y")), null);
    assertEquals(Value.of("x").asSensitive(), proposed.get("a"));
    assertEquals(Value.unknown().asSensitive(), proposed.get("b"));
    assertEquals(map("d", Value.of("y").asSensitive()), proposed.get("c"));
  }

  @Test
  void nestedComputedValuesAreCarriedOver() {
    String properties =
        "'a':{'type':'object','properties':{'in':{},'out':{'type':'string','readOnly':true}}}";
    assertEquals(
        map("a", map("in", "1", "out", UNKNOWN_TEXT)),
        propose(properties, map("a", map("in", "1")), null));
    assertEquals(
        map("a", map("in", "2", "out", "old")),
        propose(properties, map("a", map("in", "2")), map("a", map("in", "1", "out", "old"))));
  }

  @Test
  void whatTheEngineComputesIsThere() {
    assertEquals(
        map("host", "web"),
        propose("'host':{'type':'string','readOnly':true,'x-paas-static':true}", map(), null));
  }
}
