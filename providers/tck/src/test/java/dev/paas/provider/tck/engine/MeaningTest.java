package dev.paas.provider.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

  private static AttributeSchema format(String format) {
    return new AttributeSchema(Set.of(), Set.of(), null, format, List.of(), Map.of(), null, null);
  }

  private static AttributeSchema keyword(Keyword keyword) {
    return new AttributeSchema(
        Set.of(), Set.of(keyword), null, "", List.of(), Map.of(), null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "paas-duration, 60s, 1m, true",
    "paas-duration, 1m30s, 90s, true",
    "paas-duration, 1500ms, 1.5s, true",
    "paas-duration, 1d, 24h, true",
    "paas-duration, 1m, 1s, false",
    "paas-duration, 1m, 1x, false",
    "paas-size, 1k, 1024, true",
    "paas-size, 1Mi, 1M, true",
    "paas-size, 1GiB, 1024mb, true",
    "paas-size, 1G, 1T, false",
    "'', 60s, 1m, false",
  })
  void quantitiesAreComparedByTheirMeaning(String format, String one, String other, boolean same) {
    assertEquals(same, Meaning.same(format(format), Value.of(one), Value.of(other)));
  }

  @Test
  void numbersOfBytesMayBeNumbers() {
    assertEquals(true, Meaning.same(format("paas-size"), Value.of(2048), Value.of("2k")));
    assertEquals(false, Meaning.same(format("paas-size"), Value.of(true), Value.of("2k")));
  }

  @Test
  void whatIsAbsentIsNull() {
    assertEquals(true, Meaning.same(AttributeSchema.ANY, null, Value.nullValue()));
    assertEquals(
        true,
        Meaning.same(
            AttributeSchema.ANY,
            MapValue.empty(),
            MapValue.builder().put("a", Value.nullValue()).build()));
    assertEquals(false, Meaning.same(AttributeSchema.ANY, null, Value.of("")));
  }

  @Test
  void sensitivityIsNoDifference() {
    assertEquals(
        true, Meaning.same(AttributeSchema.ANY, Value.of("a"), Value.of("a").asSensitive()));
    assertEquals(
        false, Meaning.same(AttributeSchema.ANY, Value.of("a"), Value.of("b").asSensitive()));
  }

  @Test
  void orderMattersUnlessTheSchemaSaysOtherwise() {
    Value one = Value.strings(List.of("a", "b", "b"));
    Value other = Value.strings(List.of("b", "a", "b"));
    assertEquals(false, Meaning.same(AttributeSchema.ANY, one, other));
    assertEquals(true, Meaning.same(keyword(Keyword.UNORDERED), one, other));
    assertEquals(
        false,
        Meaning.same(
            keyword(Keyword.UNORDERED),
            Value.strings(List.of("a", "a", "b")),
            Value.strings(List.of("a", "b", "b"))));
  }

  @Test
  void writeOnlyEntriesArePassedOver() {
    AttributeSchema schema =
        new AttributeSchema(
            Set.of(),
            Set.of(),
            null,
            "",
            List.of(),
            Map.of("w", keyword(Keyword.WRITE_ONLY)),
            null,
            null);
    assertEquals(
        true, Meaning.same(schema, MapValue.builder().put("w", "x").build(), MapValue.empty()));
  }

  @Test
  void theUnknownIsLikeNothingElse() {
    assertEquals(false, Meaning.same(AttributeSchema.ANY, Value.unknown(), Value.of("a")));
    assertEquals(false, Meaning.same(AttributeSchema.ANY, Value.unknown(), null));
  }
}
